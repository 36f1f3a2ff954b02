#ifndef CMEMORY_H
#define CMEMORY_H

/// Gives pages back to the system that the allocator holds and nobody uses; takes some 100 µs. Any thread
/// may call it. Does nothing where the C library has no such thing.
void cm_return_unused(void);

#endif
