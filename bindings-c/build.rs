//! Names the shared library as the loader shall find it, whatever file cargo writes.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    match std::env::var("CARGO_CFG_TARGET_OS").as_deref() {
        // The number is that of the oldest interface that is still served: JINGUO_ABI_MIN_COMPATIBLE.
        Ok("linux" | "android" | "freebsd") => {
            println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libjinguo.so.1")
        }
        Ok("macos") => println!("cargo::rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libjinguo.1.dylib"),
        _ => {}
    }
}
