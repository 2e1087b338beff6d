use specwright_codegen::STACK;

/// Runs `work` on a stack that is deep enough for the deepest document, wherever the generator is called: a thread of a
/// test or a runtime has little, and without optimisation each level of a schema takes much. All stages run on the same
/// thread, since what one gives back to the allocator is there for the next one only on its own thread.
pub(super) fn on_a_deep_stack<T: Send>(work: impl Fn() -> T + Sync) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        match thread.spawn_scoped(scope, &work) {
            Ok(thread) => thread
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            Err(_) => work(),
        }
    })
}
