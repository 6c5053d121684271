#include "engine.h"

#include <stdatomic.h>
#include <string.h>
#include <time.h>

#define ENGINE_CLASS "dev/memorysystem/agent/sampler/jvmti/Engine"

static JavaVM *vm;
static lock_t tables = {.mutex = PTHREAD_MUTEX_INITIALIZER};
static atomic_bool active;
static bool started;
static _Atomic int64_t interval;
static _Atomic int64_t spent_ns, allowance_ns;
static _Atomic int64_t taken, dropped;

static int64_t nanos(clockid_t clock) {
  struct timespec now;
  return clock_gettime(clock, &now) == 0 ? (int64_t)now.tv_sec * 1000000000 + now.tv_nsec : 0;
}

int64_t monotonic_ns(void) { return nanos(CLOCK_MONOTONIC); }

// FNV-1a over words, finished by splitmix64's mixer.
static uint64_t hash_of(const char *type, const jvmtiFrameInfo *frames, int32_t count) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (; *type; type++) hash = (hash ^ (uint8_t)*type) * 0x100000001b3u;
  for (int32_t i = 0; i < count; i++) {
    hash = (hash ^ (uint64_t)(uintptr_t)frames[i].method) * 0x100000001b3u;
    hash = (hash ^ (uint64_t)frames[i].location) * 0x100000001b3u;
    hash ^= hash >> 29;
  }
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
  return hash ^ (hash >> 31);
}

// The place of the site that this thread allocates at now, its live count one higher; -1 when there is no room.
static int32_t enter_site(JNIEnv *jni, jthread thread, jclass type, int64_t now) {
  jvmtiFrameInfo frames[MOST_FRAMES];
  jint count = 0;
  char *signature = NULL;
  jvmtiEnv *jvmti = tables.jvmti;
  if ((*jvmti)->GetStackTrace(jvmti, thread, 0, MOST_FRAMES, frames, &count) != JVMTI_ERROR_NONE) return -1;
  resolve_type(jvmti, type, &signature);
  if (!signature) return -1;
  uint64_t hash = hash_of(signature, frames, count);
  // a site may be forgotten between its making and its use, then the sample is dropped
  for (int attempt = 0; attempt < 2; attempt++) {
    lock(&tables);
    int32_t place = sites_find(hash);
    if (place >= 0) {
      sites_at(place)->live++;
      sites_at(place)->used_ns = now;
    }
    unlock(&tables);
    if (place >= 0) {
      (*jvmti)->Deallocate(jvmti, (unsigned char *)signature);
      return place;
    }
    if (attempt == 0) {
      char *copy = signature;
      if ((*jvmti)->GetClassSignature(jvmti, type, &copy, NULL) != JVMTI_ERROR_NONE) break;
      if (resolve_site(&tables, jni, hash, copy, frames, count) < 0) break;
    }
  }
  (*jvmti)->Deallocate(jvmti, (unsigned char *)signature);
  return -1;
}

static void leave_site(int32_t site) {
  lock(&tables);
  sites_at(site)->live--;
  unlock(&tables);
}

static bool follow(JNIEnv *jni, jthread thread, jobject object, jclass type, jlong bytes) {
  int64_t now = nanos(CLOCK_MONOTONIC);
  int32_t site = enter_site(jni, thread, type, now);
  if (site < 0) return false;
  jweak weak = (*jni)->NewWeakGlobalRef(jni, object);
  if (!weak) {
    // no memory: the application must not find our exception
    if ((*jni)->ExceptionCheck(jni)) (*jni)->ExceptionClear(jni);
    leave_site(site);
    return false;
  }
  lock(&tables);
  sample_t *sample = samples_take();
  unlock(&tables);
  if (!sample) {
    (*jni)->DeleteWeakGlobalRef(jni, weak);
    leave_site(site);
    return false;
  }
  sample->object = weak;
  sample->site = site;
  sample->born_ns = now;
  sample->bytes = bytes;
  sample->interval = atomic_load_explicit(&interval, memory_order_relaxed);
  sample->old = false;
  sample->fate_known = false;
  atomic_store_explicit(&sample->state, LIVE, memory_order_release);
  return true;
}

static void JNICALL on_sample(jvmtiEnv *jvmti, JNIEnv *jni, jthread thread, jobject object, jclass type, jlong bytes) {
  (void)jvmti;
  if (!atomic_load_explicit(&active, memory_order_acquire)) return;
  if (atomic_load_explicit(&spent_ns, memory_order_relaxed) > atomic_load_explicit(&allowance_ns, memory_order_relaxed)) {
    atomic_fetch_add_explicit(&dropped, 1, memory_order_relaxed);
    return;
  }
  int64_t begin = nanos(CLOCK_THREAD_CPUTIME_ID);
  bool followed = follow(jni, thread, object, type, bytes);
  atomic_fetch_add_explicit(followed ? &taken : &dropped, 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&spent_ns, nanos(CLOCK_THREAD_CPUTIME_ID) - begin, memory_order_relaxed);
}

static const char *refuse(jvmtiEnv *jvmti, const char *reason) {
  (*jvmti)->DisposeEnvironment(jvmti);
  return reason;
}

// NULL, or why this JVM cannot.
static const char *start(int64_t bytes) {
  if (started) return "it ran in this JVM before";
  jvmtiEnv *jvmti = NULL;
  if ((*vm)->GetEnv(vm, (void **)&jvmti, JVMTI_VERSION_11) != JNI_OK) return "this JVM has no JVMTI of version 11";
  jvmtiCapabilities wanted = {.can_generate_sampled_object_alloc_events = 1, .can_get_line_numbers = 1};
  if ((*jvmti)->AddCapabilities(jvmti, &wanted) != JVMTI_ERROR_NONE) {
    return refuse(jvmti, "another agent samples allocations, or this JVM cannot");
  }
  tables.jvmti = jvmti;
  if (!methods_init() || !sites_init() || !samples_init()) {
    return refuse(jvmti, "no memory for its tables");
  }
  started = true;
  atomic_store(&interval, bytes);
  atomic_store(&active, true);
  jvmtiEventCallbacks callbacks = {.SampledObjectAlloc = on_sample};
  if ((*jvmti)->SetEventCallbacks(jvmti, &callbacks, sizeof callbacks) != JVMTI_ERROR_NONE ||
      (*jvmti)->SetHeapSamplingInterval(jvmti, (jint)bytes) != JVMTI_ERROR_NONE ||
      (*jvmti)->SetEventNotificationMode(jvmti, JVMTI_ENABLE, JVMTI_EVENT_SAMPLED_OBJECT_ALLOC, NULL) !=
          JVMTI_ERROR_NONE) {
    return refuse(jvmti, "the JVM refused to sample allocations");
  }
  return NULL;
}

static jstring JNICALL engine_start(JNIEnv *jni, jclass self, jlong bytes, jlong allowance) {
  (void)self;
  atomic_store(&allowance_ns, allowance);
  const char *reason = start(bytes);
  return reason ? (*jni)->NewStringUTF(jni, reason) : NULL;
}

// Callbacks may be under way for some time yet: what they use is never freed.
static void JNICALL engine_stop(JNIEnv *jni, jclass self) {
  (void)jni;
  (void)self;
  jvmtiEnv *jvmti = tables.jvmti;
  if (!atomic_exchange(&active, false)) return;
  (*jvmti)->SetEventNotificationMode(jvmti, JVMTI_DISABLE, JVMTI_EVENT_SAMPLED_OBJECT_ALLOC, NULL);
  jvmtiCapabilities held = {.can_generate_sampled_object_alloc_events = 1, .can_get_line_numbers = 1};
  (*jvmti)->RelinquishCapabilities(jvmti, &held);
}

static void JNICALL engine_pace(JNIEnv *jni, jclass self, jlong bytes, jlong allowance) {
  (void)jni;
  (void)self;
  atomic_store(&allowance_ns, allowance);
  if (atomic_exchange(&interval, bytes) != bytes) {
    (*tables.jvmti)->SetHeapSamplingInterval(tables.jvmti, (jint)bytes);
  }
}

static bool is_live(const sample_t *sample) { return atomic_load_explicit(&sample->state, memory_order_acquire) == LIVE; }

static void bury(JNIEnv *jni, sample_t *sample) {
  (*jni)->DeleteWeakGlobalRef(jni, sample->object);
  lock(&tables);
  site_t *site = sites_at(sample->site);
  site->live--;
  if (sample->old) {
    site->born += sample->fate_known ? 0 : 1;
    site->died++;
  }
  atomic_store_explicit(&sample->state, FREE, memory_order_relaxed);
  samples_give_back(sample);
  unlock(&tables);
}

static void grow_older(sample_t *sample, int64_t old_before, int64_t fate_before) {
  sample->old = sample->old || sample->born_ns < old_before;
  if (sample->old && !sample->fate_known && sample->born_ns < fate_before) {
    sample->fate_known = true;
    lock(&tables);
    sites_at(sample->site)->born++;
    unlock(&tables);
  }
}

static jlongArray array_of(JNIEnv *jni, const jlong *values, jsize count) {
  jlongArray array = (*jni)->NewLongArray(jni, count);
  if (array) (*jni)->SetLongArrayRegion(jni, array, 0, count, values);
  return array;
}

// Buries the dead. Samples born before `old_before` are old from now on; of those born before `fate_before` it is known
// that they lived longer than that. Returns nanoseconds of CPU spent since the last call, samples taken, samples
// dropped since start, and live samples.
static jlongArray JNICALL engine_sweep(JNIEnv *jni, jclass self, jlong old_before, jlong fate_before) {
  (void)self;
  int64_t begin = nanos(CLOCK_THREAD_CPUTIME_ID);
  int64_t live = 0;
  for (int32_t i = 0; i < MOST_SAMPLES; i++) {
    sample_t *sample = samples_at(i);
    if (!is_live(sample)) continue;
    if ((*jni)->IsSameObject(jni, sample->object, NULL)) {
      bury(jni, sample);
    } else {
      grow_older(sample, old_before, fate_before);
      live++;
    }
  }
  lock(&tables);
  sites_make_room(tables.jvmti);
  unlock(&tables);
  int64_t spent = atomic_exchange(&spent_ns, 0) + nanos(CLOCK_THREAD_CPUTIME_ID) - begin;
  jlong values[] = {spent, atomic_load(&taken), atomic_load(&dropped), live};
  return array_of(jni, values, sizeof values / sizeof *values);
}

// Six values a live sample: place, id, id of its site, time of birth, bytes, interval.
static jlongArray JNICALL engine_samples(JNIEnv *jni, jclass self) {
  (void)self;
  enum { VALUES = 6 };
  jlongArray array = (*jni)->NewLongArray(jni, MOST_SAMPLES * VALUES + 1);
  if (!array) return NULL;
  jsize count = 0;
  for (int32_t i = 0; i < MOST_SAMPLES; i++) {
    sample_t *sample = samples_at(i);
    if (!is_live(sample)) continue;
    jlong values[VALUES] = {i, sample->id, sites_at(sample->site)->id, sample->born_ns, sample->bytes, sample->interval};
    (*jni)->SetLongArrayRegion(jni, array, 1 + count * VALUES, VALUES, values);
    count++;
  }
  jlong header = count;
  (*jni)->SetLongArrayRegion(jni, array, 0, 1, &header);
  return array;
}

// The object of a sample, or null when it is dead.
static jobject JNICALL engine_object(JNIEnv *jni, jclass self, jint place, jlong id) {
  (void)self;
  if (place < 0 || place >= MOST_SAMPLES) return NULL;
  sample_t *sample = samples_at(place);
  return is_live(sample) && sample->id == id ? (*jni)->NewLocalRef(jni, sample->object) : NULL;
}

jstring text_of(JNIEnv *jni, const char *const *parts, size_t count) {
  char text[1024];
  size_t at = 0;
  for (size_t i = 0; i < count; i++) {
    size_t length = strlen(parts[i]);
    if (at + length >= sizeof text) continue;
    memcpy(text + at, parts[i], length);
    at += length;
  }
  text[at] = 0;
  return (*jni)->NewStringUTF(jni, text);
}

static jstring frame_text(JNIEnv *jni, const site_frame_t *frame) {
  const method_t *method = methods_at(frame->method);
  char line[12];
  int32_t rest = frame->line < 0 ? -frame->line : frame->line;
  size_t digits = sizeof line;
  line[--digits] = 0;
  do line[--digits] = (char)('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (frame->line < 0) line[--digits] = '-';
  return text_of(jni, (const char *[]){method->class_signature, method->name, ";", line + digits}, 4);
}

// Type, then each frame as `class signature` `method` `;` `line`, innermost first; null when the site is forgotten.
static jobjectArray JNICALL engine_site(JNIEnv *jni, jclass self, jlong id) {
  (void)self;
  jclass string = (*jni)->FindClass(jni, "java/lang/String");
  if (!string) return NULL;
  lock(&tables);
  int32_t place = sites_of_id(id);
  unlock(&tables);
  // sites are forgotten by sweep alone, which never runs beside this
  if (place < 0) return NULL;
  const site_t *site = sites_at(place);
  jobjectArray array = (*jni)->NewObjectArray(jni, site->frame_count + 1, string, NULL);
  for (int32_t i = 0; array && i <= site->frame_count; i++) {
    jstring text = i == 0 ? (*jni)->NewStringUTF(jni, site->type) : frame_text(jni, &site->frames[i - 1]);
    if (!text) return NULL;
    (*jni)->SetObjectArrayElement(jni, array, i, text);
    (*jni)->DeleteLocalRef(jni, text);
  }
  return array;
}

// Of the samples of a site that became old: those whose fate is known, and those of them that died.
static jlongArray JNICALL engine_fate(JNIEnv *jni, jclass self, jlong id) {
  (void)self;
  jlong values[2] = {0, 0};
  lock(&tables);
  int32_t place = sites_of_id(id);
  if (place >= 0) {
    values[0] = sites_at(place)->born;
    values[1] = sites_at(place)->died;
  }
  unlock(&tables);
  return array_of(jni, values, 2);
}

static jobjectArray JNICALL engine_roots(JNIEnv *jni, jclass self, jlongArray own_threads, jlong nanos) {
  (void)self;
  return roots_find(vm, jni, own_threads, nanos);
}

static jstring JNICALL engine_method(JNIEnv *jni, jclass self, jlong method) {
  (void)self;
  return roots_method(jni, (jmethodID)(intptr_t)method);
}

JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *java_vm, void *reserved) {
  (void)reserved;
  vm = java_vm;
  JNIEnv *jni = NULL;
  if ((*vm)->GetEnv(vm, (void **)&jni, JNI_VERSION_1_8) != JNI_OK) return JNI_ERR;
  jclass engine = (*jni)->FindClass(jni, ENGINE_CLASS);
  // the class keeps its loader and so this library: callbacks may run until the JVM ends
  if (!engine || !(*jni)->NewGlobalRef(jni, engine)) return JNI_ERR;
  static const JNINativeMethod methods[] = {
      {"start", "(JJ)Ljava/lang/String;", (void *)engine_start},
      {"stop", "()V", (void *)engine_stop},
      {"pace", "(JJ)V", (void *)engine_pace},
      {"sweep", "(JJ)[J", (void *)engine_sweep},
      {"samples", "()[J", (void *)engine_samples},
      {"object", "(IJ)Ljava/lang/Object;", (void *)engine_object},
      {"site", "(J)[Ljava/lang/String;", (void *)engine_site},
      {"fate", "(J)[J", (void *)engine_fate},
      {"roots", "([JJ)[Ljava/lang/Object;", (void *)engine_roots},
      {"method", "(J)Ljava/lang/String;", (void *)engine_method},
  };
  // registered, not found by name: JDK 24 and later warn of the latter
  jint count = sizeof methods / sizeof *methods;
  return (*jni)->RegisterNatives(jni, engine, methods, count) == 0 ? JNI_VERSION_1_8 : JNI_ERR;
}
