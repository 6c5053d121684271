// What stacks and native code refer to. FollowReferences tells the roots first, and ends where it is told to: no object
// is marked, and the stop goes with the number of frames, not with that of objects.
#include <stdlib.h>

#include "engine.h"

// Beyond them roots are left out, and it is said so.
enum { MOST_ROOTS = 4096, MOST_REFERENCES = 16384, MOST_OWN_THREADS = 64 };

// References between two looks at the clock, some microseconds.
enum { STEPS = 64 };

enum { ROOT_STACK, ROOT_JNI };

// Of classes whose objects lead nowhere.
static const jlong DULL = INT64_MAX;

typedef struct {
  int32_t root;
  int32_t kind;
  jmethodID method;
} reference_t;

typedef struct {
  int64_t allowed_ns, deadline_ns;
  jlong own_threads[MOST_OWN_THREADS];
  jsize own_count;
  int32_t roots, references, steps;
  bool whole;
} look_t;

static jvmtiEnv *tagger;
static reference_t *references;
static jlong *tags;

static bool is_own(const look_t *look, jlong thread) {
  for (jsize i = 0; i < look->own_count; i++) {
    if (look->own_threads[i] == thread) return true;
  }
  return false;
}

static void add(look_t *look, jlong *tag, int32_t kind, jmethodID method) {
  if (*tag == 0) {
    if (look->roots == MOST_ROOTS) {
      look->whole = false;
      return;
    }
    *tag = ++look->roots;
  }
  if (look->references == MOST_REFERENCES) {
    look->whole = false;
    return;
  }
  references[look->references++] = (reference_t){.root = (int32_t)*tag - 1, .kind = kind, .method = method};
}

static jint JNICALL on_root(jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong class_tag,
                            jlong referrer_class_tag, jlong size, jlong *tag, jlong *referrer_tag, jint length,
                            void *data) {
  (void)referrer_class_tag;
  (void)size;
  (void)referrer_tag;
  (void)length;
  look_t *look = data;
  if (look->steps++ % STEPS == 0) {
    int64_t now = monotonic_ns();
    if (look->deadline_ns == 0) look->deadline_ns = now + look->allowed_ns;
    if (now > look->deadline_ns) {
      look->whole = false;
      return JVMTI_VISIT_ABORT;
    }
  }
  switch (kind) {
    case JVMTI_HEAP_REFERENCE_STACK_LOCAL:
      if (class_tag != DULL && !is_own(look, info->stack_local.thread_id)) {
        add(look, tag, ROOT_STACK, info->stack_local.method);
      }
      return 0;
    case JVMTI_HEAP_REFERENCE_JNI_LOCAL:
      if (class_tag != DULL && !is_own(look, info->jni_local.thread_id)) {
        add(look, tag, ROOT_JNI, info->jni_local.method);
      }
      return 0;
    case JVMTI_HEAP_REFERENCE_JNI_GLOBAL:
      if (class_tag != DULL) add(look, tag, ROOT_JNI, NULL);
      return 0;
    case JVMTI_HEAP_REFERENCE_MONITOR:
    case JVMTI_HEAP_REFERENCE_THREAD:
    case JVMTI_HEAP_REFERENCE_OTHER:
      return 0;
    default:
      // classes come after all that is wanted; to end here spares old JDKs a pass over the heap
      return JVMTI_VISIT_ABORT;
  }
}

static bool prepare(JavaVM *vm) {
  if (tagger) return true;
  jvmtiEnv *jvmti = NULL;
  if ((*vm)->GetEnv(vm, (void **)&jvmti, JVMTI_VERSION_11) != JNI_OK) return false;
  jvmtiCapabilities wanted = {.can_tag_objects = 1};
  if (!references) references = calloc(MOST_REFERENCES, sizeof *references);
  if (!tags) tags = calloc(MOST_ROOTS, sizeof *tags);
  if (!references || !tags || (*jvmti)->AddCapabilities(jvmti, &wanted) != JVMTI_ERROR_NONE) {
    (*jvmti)->DisposeEnvironment(jvmti);
    return false;
  }
  for (int32_t i = 0; i < MOST_ROOTS; i++) tags[i] = i + 1;
  tagger = jvmti;
  return true;
}

// A class whose objects are passed over from now on, or no longer.
static void tag_class(JNIEnv *jni, const char *name, jlong tag) {
  jclass type = (*jni)->FindClass(jni, name);
  if (type) {
    (*tagger)->SetTag(tagger, type, tag);
    (*jni)->DeleteLocalRef(jni, type);
  }
}

static void tag_dull(JNIEnv *jni, jlong tag) {
  tag_class(jni, "java/lang/String", tag);
  tag_class(jni, "java/lang/Class", tag);
  tag_class(jni, "[B", tag);
}

// The tagged objects in the order of their tags, which are removed; with the environment where there is no other way, for
// a tag that stays would be taken for one of the next look.
static jobjectArray collect(JNIEnv *jni, int32_t count) {
  jclass type = (*jni)->FindClass(jni, "java/lang/Object");
  jobjectArray array = type ? (*jni)->NewObjectArray(jni, count, type, NULL) : NULL;
  // a full heap: the tags go all the same
  if ((*jni)->ExceptionCheck(jni)) (*jni)->ExceptionClear(jni);
  jint found = 0;
  jobject *objects = NULL;
  jlong *found_tags = NULL;
  if (count == 0) return array;
  if ((*jni)->EnsureLocalCapacity(jni, count + 16) == 0 &&
      (*tagger)->GetObjectsWithTags(tagger, count, tags, &found, &objects, &found_tags) == JVMTI_ERROR_NONE) {
    for (jint i = 0; i < found; i++) {
      (*tagger)->SetTag(tagger, objects[i], 0);
      if (array) (*jni)->SetObjectArrayElement(jni, array, (jsize)found_tags[i] - 1, objects[i]);
      (*jni)->DeleteLocalRef(jni, objects[i]);
    }
    (*tagger)->Deallocate(tagger, (unsigned char *)objects);
    (*tagger)->Deallocate(tagger, (unsigned char *)found_tags);
    return array;
  }
  (*tagger)->DisposeEnvironment(tagger);
  tagger = NULL;
  return NULL;
}

static jlongArray told(JNIEnv *jni, const look_t *look, int64_t took_ns) {
  enum { VALUES = 3, HEADER = 2 };
  jlongArray array = (*jni)->NewLongArray(jni, HEADER + VALUES * look->references);
  if (!array) return NULL;
  jlong header[HEADER] = {took_ns, look->whole};
  (*jni)->SetLongArrayRegion(jni, array, 0, HEADER, header);
  for (int32_t i = 0; i < look->references; i++) {
    jlong values[VALUES] = {references[i].root, references[i].kind, (jlong)(intptr_t)references[i].method};
    (*jni)->SetLongArrayRegion(jni, array, HEADER + i * VALUES, VALUES, values);
  }
  return array;
}

jobjectArray roots_find(JavaVM *vm, JNIEnv *jni, jlongArray own_threads, int64_t nanos) {
  if (!prepare(vm)) return NULL;
  look_t look = {.allowed_ns = nanos, .whole = true};
  jsize own = (*jni)->GetArrayLength(jni, own_threads);
  look.own_count = own < MOST_OWN_THREADS ? own : MOST_OWN_THREADS;
  (*jni)->GetLongArrayRegion(jni, own_threads, 0, look.own_count, look.own_threads);
  tag_dull(jni, DULL);
  jvmtiHeapCallbacks callbacks = {.heap_reference_callback = on_root};
  int64_t begin = monotonic_ns();
  jvmtiError error = (*tagger)->FollowReferences(tagger, 0, NULL, NULL, &callbacks, &look);
  int64_t took = monotonic_ns() - begin;
  tag_dull(jni, 0);
  jobjectArray objects = collect(jni, look.roots);
  if (error != JVMTI_ERROR_NONE || !objects) return NULL;
  jlongArray values = told(jni, &look, took);
  jclass type = values ? (*jni)->FindClass(jni, "java/lang/Object") : NULL;
  jobjectArray result = type ? (*jni)->NewObjectArray(jni, 2, type, NULL) : NULL;
  if (!result) return NULL;
  (*jni)->SetObjectArrayElement(jni, result, 0, objects);
  (*jni)->SetObjectArrayElement(jni, result, 1, values);
  return result;
}

jstring roots_method(JNIEnv *jni, jmethodID method) {
  if (!tagger || !method) return NULL;
  jclass type = NULL;
  char *signature = NULL;
  char *name = NULL;
  jstring text = NULL;
  // what was unloaded meanwhile, JVMTI refuses
  if ((*tagger)->GetMethodDeclaringClass(tagger, method, &type) != JVMTI_ERROR_NONE) return NULL;
  if ((*tagger)->GetClassSignature(tagger, type, &signature, NULL) == JVMTI_ERROR_NONE &&
      (*tagger)->GetMethodName(tagger, method, &name, NULL, NULL) == JVMTI_ERROR_NONE) {
    text = text_of(jni, (const char *[]){signature, name}, 2);
  }
  (*tagger)->Deallocate(tagger, (unsigned char *)signature);
  (*tagger)->Deallocate(tagger, (unsigned char *)name);
  (*jni)->DeleteLocalRef(jni, type);
  return text;
}
