// What the programs in src/main/java/graphs need of native code: a global reference, and a peer's way to find a path.
#include <jvmti.h>
#include <stddef.h>

static JavaVM *vm;
static jobject held;

JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *java_vm, void *reserved) {
  (void)reserved;
  vm = java_vm;
  return JNI_VERSION_1_8;
}

JNIEXPORT void JNICALL Java_graphs_Native_hold(JNIEnv *jni, jclass self, jobject object) {
  (void)self;
  held = (*jni)->NewGlobalRef(jni, object);
}

JNIEXPORT jobject JNICALL Java_graphs_Native_held(JNIEnv *jni, jclass self) {
  (void)self;
  return (*jni)->NewLocalRef(jni, held);
}

static jint JNICALL count(jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong class_tag,
                          jlong referrer_class_tag, jlong size, jlong *tag, jlong *referrer_tag, jint length,
                          void *found) {
  (void)kind;
  (void)info;
  (void)class_tag;
  (void)referrer_class_tag;
  (void)size;
  (void)tag;
  (void)referrer_tag;
  (void)length;
  ++*(jint *)found;
  return JVMTI_VISIT_OBJECTS;
}

JNIEXPORT jint JNICALL Java_graphs_Native_follow(JNIEnv *jni, jclass self, jobject target) {
  (void)jni;
  (void)self;
  jvmtiEnv *jvmti = NULL;
  if ((*vm)->GetEnv(vm, (void **)&jvmti, JVMTI_VERSION_11) != JNI_OK) return -1;
  jvmtiCapabilities wanted = {.can_tag_objects = 1};
  jint found = 0;
  jvmtiError error = (*jvmti)->AddCapabilities(jvmti, &wanted);
  if (!error) error = (*jvmti)->SetTag(jvmti, target, 1);
  jvmtiHeapCallbacks callbacks = {.heap_reference_callback = count};
  if (!error) {
    error = (*jvmti)->FollowReferences(jvmti, JVMTI_HEAP_FILTER_UNTAGGED, NULL, NULL, &callbacks, &found);
  }
  (*jvmti)->DisposeEnvironment(jvmti);
  return error ? -(jint)error : found;
}
