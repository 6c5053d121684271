// Samples allocations of a HotSpot JVM (JEP 331) and follows the sampled objects by weak references.
#pragma once
#include <jvmti.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

// docs/signals.yaml, memory.survivors: frames of a stack, innermost first.
enum { MOST_FRAMES = 32 };

// Tables are of fixed size, about 2.5 MB together, touched as they fill. The interval is at least 1/2048 of the heap,
// so that twice as many samples as fit into a heap have a place. The rest is chosen.
enum { MOST_SAMPLES = 4096, MOST_SITES = 4096, MOST_METHODS = 16384 };

// Guards every table. Held for a few memory accesses only: no call into the JVM is made under it but Deallocate. Not one
// of JVMTI's own monitors: a thread can be suspended when it leaves one, and all that allocate would wait for it.
typedef struct {
  jvmtiEnv *jvmti;
  pthread_mutex_t mutex;
} lock_t;

static inline void lock(lock_t *l) { pthread_mutex_lock(&l->mutex); }
static inline void unlock(lock_t *l) { pthread_mutex_unlock(&l->mutex); }

// A method that some site's stack goes through. Names are resolved while a stack that has it runs, for only then is its
// class sure not to be unloaded.
typedef struct {
  jmethodID id;
  char *class_signature;
  char *name;
  uint32_t uses;
  int32_t next;
} method_t;

bool methods_init(void);
// The method's place with one more use, or -1 when it is not known. Under the lock.
int32_t methods_find(jmethodID id);
// Puts it in, unless another thread was faster. Takes the strings. -1 when there is no room. Under the lock.
int32_t methods_add(jvmtiEnv *jvmti, jmethodID id, char *class_signature, char *name);
// One use less. Under the lock.
void methods_release(jvmtiEnv *jvmti, int32_t place);
const method_t *methods_at(int32_t place);

enum { NATIVE_LINE = -1, NO_LINE = 0 };

typedef struct {
  int32_t method;
  int32_t line;
} site_frame_t;

// Objects of one type allocated by one stack.
typedef struct {
  uint64_t hash;
  int64_t id;  // never given twice; its remainder by MOST_SITES is the place
  char *type;  // JVM signature
  int64_t used_ns;
  int64_t born, died;  // of the samples that became old, those whose fate is known, and those that died
  uint32_t live;
  int32_t next;
  int32_t frame_count;
  site_frame_t frames[MOST_FRAMES];
} site_t;

bool sites_init(void);
// Under the lock: the site's place, or -1.
int32_t sites_find(uint64_t hash);
// Under the lock: puts it in, unless another thread was faster; -1 when there is no room. Takes `type` and the uses of
// the methods in `frames`.
int32_t sites_add(jvmtiEnv *jvmti, uint64_t hash, char *type, const site_frame_t *frames, int32_t count);
site_t *sites_at(int32_t place);
// Under the lock: the place of the site of that id, or -1.
int32_t sites_of_id(int64_t id);
// Under the lock: forgets sites without samples when the table is nearly full.
void sites_make_room(jvmtiEnv *jvmti);

enum sample_state { FREE, LIVE };

typedef struct {
  jweak object;
  int64_t id;  // never given twice
  int64_t born_ns;  // CLOCK_MONOTONIC, which is System.nanoTime()
  int64_t bytes;
  int64_t interval;  // bytes between samples when it was taken
  int32_t site;
  bool old;
  bool fate_known;
  _Atomic uint8_t state;
} sample_t;

bool samples_init(void);
// Under the lock: a place that is filled and then made LIVE, or NULL.
sample_t *samples_take(void);
// Under the lock.
void samples_give_back(sample_t *sample);
sample_t *samples_at(int32_t place);

void resolve_type(jvmtiEnv *jvmti, jclass type, char **signature);
// Resolves and remembers a stack as a site: its place, or -1. Not under the lock. To be called while the stack runs.
int32_t resolve_site(lock_t *l, JNIEnv *jni, uint64_t hash, char *type, const jvmtiFrameInfo *frames,
                     int32_t count);

// CLOCK_MONOTONIC, which is System.nanoTime().
int64_t monotonic_ns(void);

// The parts as one string; one that would be too long is left out, not cut: what is cut need not be modified UTF-8.
jstring text_of(JNIEnv *jni, const char *const *parts, size_t count);

// What stacks and JNI references of all threads but `own_threads` (by their ids) refer to, found within a stop that ends
// after `nanos` at the latest, but for what the JVM itself adds. NULL, with or without an exception, where that cannot be.
jobjectArray roots_find(JavaVM *vm, JNIEnv *jni, jlongArray own_threads, int64_t nanos);
// Class signature and name of a method that roots_find gave; NULL where it was unloaded.
jstring roots_method(JNIEnv *jni, jmethodID method);
