/* rt_poison.h - the last include of every source file in this folder: from here
 * on, the names below do not compile. */
#if defined(__GNUC__)
#pragma GCC poison malloc calloc realloc free aligned_alloc posix_memalign
#pragma GCC poison printf fprintf sprintf snprintf puts fputs fopen fclose
#pragma GCC poison fread fwrite read write open close ioctl
#pragma GCC poison pthread_mutex_lock pthread_mutex_unlock pthread_cond_wait
#pragma GCC poison mtx_lock cnd_wait sem_wait
#pragma GCC poison clock_gettime gettimeofday time nanosleep usleep sleep
#pragma GCC poison abort exit rand assert
#endif
