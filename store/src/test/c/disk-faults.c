// A disk that fails, for a test: put before a program (LD_PRELOAD), it lets what is written to the files of a store
// fail while the file that OSTEON_FAULTS names says so: "full" (no room is left) or "sync" (what was written cannot be
// brought onto the disk).
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int says(const char *word) {
    const char *name = getenv("OSTEON_FAULTS");
    char text[32] = {0};
    int file = name == NULL ? -1 : open(name, O_RDONLY);
    if (file < 0) {
        return 0;
    }
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    return length > 0 && strstr(text, word) != NULL;
}

static int ends(const char *path, ssize_t length, const char *end) {
    size_t size = strlen(end);
    return length > (ssize_t) size && memcmp(path + length - size, end, size) == 0;
}

static int isOfAStore(int file) {
    char link[64];
    char path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path);
    return ends(path, length, ".db") || ends(path, length, ".db-wal");
}

#define FULL(file) \
    if (isOfAStore(file) && says("full")) { \
        errno = ENOSPC; \
        return -1; \
    }

#define REAL(name, ...) \
    static int (*real)(__VA_ARGS__); \
    if (real == NULL) { \
        *(void **) &real = dlsym(RTLD_NEXT, name); \
    }

ssize_t write(int file, const void *bytes, size_t count) {
    static ssize_t (*real)(int, const void *, size_t);
    if (real == NULL) {
        *(void **) &real = dlsym(RTLD_NEXT, "write");
    }
    FULL(file)
    return real(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    static ssize_t (*real)(int, const void *, size_t, off_t);
    if (real == NULL) {
        *(void **) &real = dlsym(RTLD_NEXT, "pwrite");
    }
    FULL(file)
    return real(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (real == NULL) {
        *(void **) &real = dlsym(RTLD_NEXT, "pwrite64");
    }
    FULL(file)
    return real(file, bytes, count, at);
}

int fsync(int file) {
    REAL("fsync", int)
    if (isOfAStore(file) && says("sync")) {
        errno = EIO;
        return -1;
    }
    return real(file);
}

int fdatasync(int file) {
    REAL("fdatasync", int)
    if (isOfAStore(file) && says("sync")) {
        errno = EIO;
        return -1;
    }
    return real(file);
}
