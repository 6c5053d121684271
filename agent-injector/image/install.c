// install TARGET [SOURCE]: copies the agent's files from SOURCE (default /agent) to TARGET, the volume that the
// application's containers mount. A file appears under its name only when it is whole; everyone may read it. Existing
// files are replaced. Exit code 0, or 1 with one line on standard error.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *source = "/agent";
static const char *target;
static int installed;

static int failed(const char *what, const char *path) {
  fprintf(stderr, "memory-system agent: cannot %s %s: %s (uid %d)\n", what, path, strerror(errno), (int)getuid());
  return 1;
}

static bool copy_bytes(int from, int to) {
  static char buffer[64 * 1024];
  ssize_t count;
  while ((count = read(from, buffer, sizeof buffer)) > 0) {
    for (ssize_t written = 0; written < count;) {
      ssize_t n = write(to, buffer + written, (size_t)(count - written));
      if (n < 0) return false;
      written += n;
    }
  }
  return count == 0;
}

// The temporary name is the same for every run, so that a run that was killed leaves nothing the next does not replace.
static int copy_file(const char *from, const char *to, mode_t mode) {
  char temporary[PATH_MAX];
  if (snprintf(temporary, sizeof temporary, "%s.part", to) >= (int)sizeof temporary) {
    errno = ENAMETOOLONG;
    return failed("write", to);
  }
  int in = open(from, O_RDONLY | O_CLOEXEC);
  if (in < 0) return failed("read", from);
  unlink(temporary);
  int out = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (out < 0) {
    int result = failed("create", temporary);
    close(in);
    return result;
  }
  bool copied = copy_bytes(in, out) && fchmod(out, mode) == 0;
  copied = close(out) == 0 && copied;
  close(in);
  if (copied && rename(temporary, to) == 0) {
    installed++;
    return 0;
  }
  int result = failed("write", to);
  unlink(temporary);
  return result;
}

static int make_folder(const char *path) {
  if (mkdir(path, 0755) == 0) return chmod(path, 0755) == 0 ? 0 : failed("make readable", path);
  struct stat existing;
  if (errno == EEXIST && stat(path, &existing) == 0 && S_ISDIR(existing.st_mode)) return 0;
  return failed("create the folder", path);
}

static int install(const char *path, const struct stat *info, int type, struct FTW *position) {
  (void)position;
  char to[PATH_MAX];
  if (snprintf(to, sizeof to, "%s%s", target, path + strlen(source)) >= (int)sizeof to) {
    errno = ENAMETOOLONG;
    return failed("install", path);
  }
  switch (type) {
    case FTW_D:
      return make_folder(to);
    case FTW_F:
      return copy_file(path, to, info->st_mode & 0111 ? 0755 : 0644);
    default:
      return failed("read", path);
  }
}

int main(int argc, char **argv) {
  if (argc < 2 || argc > 3) {
    fprintf(stderr, "usage: install TARGET [SOURCE]\n");
    return 1;
  }
  target = argv[1];
  if (argc == 3) source = argv[2];
  int result = nftw(source, install, 8, 0);
  if (result < 0) return failed("read", source);
  if (result == 0 && installed == 0) {
    fprintf(stderr, "memory-system agent: %s holds no files\n", source);
    return 1;
  }
  return result;
}
