// The C library from C#: P/Invoke, and a SafeHandle for each type of handle. Runs on .NET and on Mono.
//
//   Client REPOSITORY
using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

// A handle that goes back to the library once, also where nobody disposes it.
abstract class Handle : SafeHandle
{
    protected Handle() : base(IntPtr.Zero, true) { }
    public override bool IsInvalid => handle == IntPtr.Zero;
}

sealed class Plan : Handle { protected override bool ReleaseHandle() { Native.jinguo_plan_free(handle); return true; } }
sealed class Batch : Handle { protected override bool ReleaseHandle() { Native.jinguo_batch_free(handle); return true; } }
sealed class Columns : Handle { protected override bool ReleaseHandle() { Native.jinguo_columns_free(handle); return true; } }
sealed class Ledger : Handle { protected override bool ReleaseHandle() { Native.jinguo_ledger_free(handle); return true; } }
sealed class Evaluation : Handle { protected override bool ReleaseHandle() { Native.jinguo_evaluation_free(handle); return true; } }
sealed class Report : Handle { protected override bool ReleaseHandle() { Native.jinguo_report_free(handle); return true; } }
sealed class Gaps : Handle { protected override bool ReleaseHandle() { Native.jinguo_gaps_free(handle); return true; } }

// What was wrong with a call: the status, and all faults as Chinese sentences.
sealed class JinguoException : Exception
{
    public readonly int Status;

    public JinguoException(int status, string sentences) : base(sentences) { Status = status; }
}

// The functions of jinguo.h. size_t is UIntPtr; text is UTF-8 bytes with their length.
static class Native
{
    const string Name = "jinguo";
    [DllImport(Name)] public static extern uint jinguo_abi_version();
    [DllImport(Name)] public static extern uint jinguo_abi_min_compatible();
    [DllImport(Name)] public static extern IntPtr jinguo_text_data(IntPtr text);
    [DllImport(Name)] public static extern UIntPtr jinguo_text_len(IntPtr text);
    [DllImport(Name)] public static extern int jinguo_error_message(IntPtr error, uint language, out IntPtr text, IntPtr none);
    [DllImport(Name)] public static extern int jinguo_day_from_ymd(int year, uint month, uint day, out int number, out IntPtr error);
    [DllImport(Name)] public static extern int jinguo_plan_compile(byte[] name, UIntPtr nameLen, byte[] text, UIntPtr textLen, out Plan plan, out IntPtr error);
    [DllImport(Name)] public static extern int jinguo_batch_new(out Batch batch, out IntPtr error);
    [DllImport(Name)] public static extern int jinguo_batch_read_csv(Batch batch, uint table, byte[] name, UIntPtr nameLen, byte[] bytes, UIntPtr bytesLen, out ulong rows, out IntPtr error);
    [DllImport(Name)] public static extern int jinguo_batch_read_columns(Batch batch, Columns columns, byte[] name, UIntPtr nameLen, out ulong rows, out IntPtr error);
    [DllImport(Name)] public static extern int jinguo_columns_new(uint table, UIntPtr rows, out Columns columns, out IntPtr error);
    [DllImport(Name)] public static extern int jinguo_columns_add_text(Columns columns, byte[] name, UIntPtr nameLen, IntPtr data, UIntPtr dataLen, IntPtr offsets, UIntPtr offsetCount, out IntPtr error);
    [DllImport(Name)] public static extern int jinguo_ledger_new(out Ledger ledger, out IntPtr error);
    [DllImport(Name)] public static extern int jinguo_ledger_apply(Ledger ledger, Batch batch, out ulong accepted, out IntPtr error);
    [DllImport(Name)] public static extern int jinguo_evaluate(Plan plan, Ledger ledger, int asOf, int knownAt, out Evaluation evaluation, out IntPtr error);
    [DllImport(Name)] public static extern int jinguo_evaluation_report(Evaluation evaluation, out Report report, out IntPtr error);
    [DllImport(Name)] public static extern int jinguo_evaluation_gaps(Evaluation evaluation, byte[] measure, UIntPtr measureLen, byte[] unit, UIntPtr unitLen, ulong offset, uint limit, out Gaps gaps, out IntPtr error);
    [DllImport(Name)] public static extern int jinguo_report_find(Report report, byte[] measure, UIntPtr measureLen, byte[] unit, UIntPtr unitLen, out ulong row, out IntPtr error);
    [DllImport(Name)] public static extern int jinguo_report_number(Report report, ulong row, uint column, out long value, out IntPtr error);
    [DllImport(Name)] public static extern int jinguo_report_text(Report report, ulong row, uint column, out IntPtr data, out UIntPtr len, out IntPtr error);
    [DllImport(Name)] public static extern ulong jinguo_gaps_total(Gaps gaps);
    [DllImport(Name)] public static extern ulong jinguo_gaps_count(Gaps gaps);
    [DllImport(Name)] public static extern int jinguo_gaps_text(Gaps gaps, ulong index, uint part, out IntPtr data, out UIntPtr len, out IntPtr error);
    [DllImport(Name)] public static extern void jinguo_text_free(IntPtr text);
    [DllImport(Name)] public static extern void jinguo_error_free(IntPtr error);
    [DllImport(Name)] public static extern void jinguo_plan_free(IntPtr plan);
    [DllImport(Name)] public static extern void jinguo_batch_free(IntPtr batch);
    [DllImport(Name)] public static extern void jinguo_columns_free(IntPtr columns);
    [DllImport(Name)] public static extern void jinguo_ledger_free(IntPtr ledger);
    [DllImport(Name)] public static extern void jinguo_evaluation_free(IntPtr evaluation);
    [DllImport(Name)] public static extern void jinguo_report_free(IntPtr report);
    [DllImport(Name)] public static extern void jinguo_gaps_free(IntPtr gaps);
}

static class Client
{
    const string Measure = "protection_minors";
    static readonly string[] Tables = { "units", "persons", "organisations", "activities", "participations" };

    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
    static UIntPtr Size(int size) => (UIntPtr)(uint)size;
    static UIntPtr Size(byte[] bytes) => Size(bytes.Length);

    static string Lent(IntPtr data, UIntPtr len)
    {
        var bytes = new byte[(int)len];
        Marshal.Copy(data, bytes, 0, bytes.Length);
        return Encoding.UTF8.GetString(bytes);
    }

    static void Check(int status, IntPtr error)
    {
        if (status == 0)
        {
            return;
        }
        var sentences = "";
        if (Native.jinguo_error_message(error, 0, out var text, IntPtr.Zero) == 0)
        {
            sentences = Lent(Native.jinguo_text_data(text), Native.jinguo_text_len(text));
            Native.jinguo_text_free(text);
        }
        Native.jinguo_error_free(error);
        throw new JinguoException(status, sentences);
    }

    static void Same<T>(T expected, T found)
    {
        if (!Equals(expected, found))
        {
            throw new Exception($"expected {expected}, found {found}");
        }
    }

    static Plan Compile(byte[] json)
    {
        Check(Native.jinguo_plan_compile(Utf8("plan.json"), Size(9), json, Size(json), out var plan, out var error), error);
        return plan;
    }

    // A round of work: eight minors in the city, three of them covered.
    static void Work(Plan plan, string folder, int day)
    {
        IntPtr error;
        Check(Native.jinguo_batch_new(out var batch, out error), error);
        Check(Native.jinguo_ledger_new(out var ledger, out error), error);
        using (batch)
        using (ledger)
        {
            for (uint table = 0; table < Tables.Length; table++)
            {
                var name = Utf8(Tables[table] + ".csv");
                var bytes = File.ReadAllBytes(Path.Combine(folder, Tables[table] + ".csv"));
                Check(Native.jinguo_batch_read_csv(batch, table, name, Size(name), bytes, Size(bytes), out _, out error), error);
            }
            Check(Native.jinguo_ledger_apply(ledger, batch, out var accepted, out error), error);
            Same(true, accepted > 30);
            Check(Native.jinguo_evaluate(plan, ledger, day, day, out var evaluation, out error), error);
            using (evaluation)
            {
                Check(Native.jinguo_evaluation_report(evaluation, out var report, out error), error);
                using (report)
                {
                    var measure = Utf8(Measure);
                    var unit = Utf8("4307");
                    Check(Native.jinguo_report_find(report, measure, Size(measure), unit, Size(unit), out var row, out error), error);
                    Check(Native.jinguo_report_number(report, row, 2, out var numerator, out error), error);
                    Check(Native.jinguo_report_number(report, row, 3, out var denominator, out error), error);
                    Same("3/8", numerator + "/" + denominator);
                    Check(Native.jinguo_report_text(report, row, 4, out var data, out var len, out error), error);
                    Same("常德市", Lent(data, len));
                }
                ulong seen = 0, total;
                do
                {
                    var measure = Utf8(Measure);
                    Check(Native.jinguo_evaluation_gaps(evaluation, measure, Size(measure), null, Size(0), seen, 2, out var gaps, out error), error);
                    using (gaps)
                    {
                        total = Native.jinguo_gaps_total(gaps);
                        seen += Native.jinguo_gaps_count(gaps);
                        Check(Native.jinguo_gaps_text(gaps, 0, 0, out var data, out var len, out error), error);
                        Same("person", Lent(data, len));
                    }
                }
                while (seen < total);
                Same(5UL, total);
            }
        }
    }

    static void Add(Columns columns, string name, GCHandle data, int len, GCHandle offsets)
    {
        Check(Native.jinguo_columns_add_text(columns, Utf8(name), Size(name.Length), data.AddrOfPinnedObject(), Size(len), offsets.AddrOfPinnedObject(), Size(3), out var error), error);
    }

    // A managed array stays where it is while the library may look at it: until the columns are freed.
    static void ReadPinnedColumns()
    {
        IntPtr error;
        var ids = GCHandle.Alloc(Utf8("u-1u-2"), GCHandleType.Pinned);
        var names = GCHandle.Alloc(Utf8("甲乙"), GCHandleType.Pinned);
        var levels = GCHandle.Alloc(Utf8("countycounty"), GCHandleType.Pinned);
        var threes = GCHandle.Alloc(new ulong[] { 0, 3, 6 }, GCHandleType.Pinned);
        var sixes = GCHandle.Alloc(new ulong[] { 0, 6, 12 }, GCHandleType.Pinned);
        try
        {
            Check(Native.jinguo_batch_new(out var batch, out error), error);
            Check(Native.jinguo_columns_new(0, Size(2), out var columns, out error), error);
            using (batch)
            using (columns)
            {
                Add(columns, "id", ids, 6, threes);
                Add(columns, "name", names, 6, threes);
                Add(columns, "level", levels, 12, sixes);
                Check(Native.jinguo_batch_read_columns(batch, columns, null, Size(0), out var rows, out error), error);
                Same(2UL, rows);
            }
        }
        finally
        {
            foreach (var pinned in new[] { ids, names, levels, threes, sixes })
            {
                pinned.Free();
            }
        }
    }

    static void ErrorsAreThrown()
    {
        try
        {
            Compile(Utf8("{\"schema\":1}")).Dispose();
            throw new Exception("a plan that is none was taken");
        }
        catch (JinguoException wrong)
        {
            Same(true, wrong.Status / 1000 == 2 && wrong.Message.Contains("plan.json"));
        }
    }

    static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        foreach (var line in File.ReadAllLines("/proc/self/status"))
        {
            if (line.StartsWith("VmRSS:"))
            {
                return long.Parse(line.Substring(6).Replace("kB", "").Trim());
            }
        }
        return 0;
    }

    static void Main(string[] arguments)
    {
        Same(true, Native.jinguo_abi_min_compatible() <= 1 && 1 <= Native.jinguo_abi_version());
        var changde = Path.Combine(arguments[0], "examples/changde-2022");
        Check(Native.jinguo_day_from_ymd(2022, 6, 30, out var day, out var error), error);
        using (var plan = Compile(File.ReadAllBytes(Path.Combine(changde, "plan.json"))))
        {
            for (var round = 0; round < 50; round++)
            {
                Work(plan, Path.Combine(changde, "small"), day);
                ErrorsAreThrown();
            }
            var before = Resident();
            for (var round = 0; round < 200; round++)
            {
                Work(plan, Path.Combine(changde, "small"), day);
                ErrorsAreThrown();
                ReadPinnedColumns();
            }
            // A round that is left behind is half a MiB.
            var grown = Resident() - before;
            Same(true, grown < 20000);
            Console.WriteLine($"C#: 200 rounds, {grown} KiB more");
        }
    }
}
