/* rt.h - what is allowed on the audio thread.
 *
 * A function marked CR_RT runs on the audio thread. It does not allocate, free,
 * lock, wait, log, read a clock or touch a file, and calls nothing that might.
 * Its work for a block is bounded. Four checks guard this folder:
 *
 *   rt_poison.h        a forbidden name does not compile
 *   test rt_symbols    what the folder's library imports is a short list
 *   test rt_guard      a real callback aborts when it allocates, locks or
 *                      enters the kernel
 *   CR_RT              the compiler's own check, where it has one
 */
#ifndef CR_AUDIO_RT_RT_H
#define CR_AUDIO_RT_RT_H

#if defined(__clang__) && __clang_major__ >= 20
#define CR_RT __attribute__((nonblocking))
#else
#define CR_RT
#endif

#endif
