// An agent that takes the JVM's only sampler of allocations for itself, as allocation profilers do.
#include <jvmti.h>
#include <stddef.h>

JNIEXPORT jint JNICALL Agent_OnLoad(JavaVM *vm, char *options, void *reserved) {
  (void)options;
  (void)reserved;
  jvmtiEnv *jvmti = NULL;
  jvmtiCapabilities sampler = {.can_generate_sampled_object_alloc_events = 1};
  if ((*vm)->GetEnv(vm, (void **)&jvmti, JVMTI_VERSION_11) != JNI_OK) return JNI_ERR;
  return (*jvmti)->AddCapabilities(jvmti, &sampler) == JVMTI_ERROR_NONE ? JNI_OK : JNI_ERR;
}
