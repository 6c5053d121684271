#include "engine.h"

void resolve_type(jvmtiEnv *jvmti, jclass type, char **signature) {
  if ((*jvmti)->GetClassSignature(jvmti, type, signature, NULL) != JVMTI_ERROR_NONE) *signature = NULL;
}

static int32_t line_of(jvmtiEnv *jvmti, const jvmtiFrameInfo *frame) {
  if (frame->location < 0) return NATIVE_LINE;
  jint count = 0;
  jvmtiLineNumberEntry *table = NULL;
  if ((*jvmti)->GetLineNumberTable(jvmti, frame->method, &count, &table) != JVMTI_ERROR_NONE) return NO_LINE;
  jlocation nearest = -1;
  int32_t line = NO_LINE;
  for (jint i = 0; i < count; i++) {
    if (table[i].start_location <= frame->location && table[i].start_location > nearest) {
      nearest = table[i].start_location;
      line = table[i].line_number;
    }
  }
  (*jvmti)->Deallocate(jvmti, (unsigned char *)table);
  return line;
}

static int32_t resolve_method(lock_t *l, JNIEnv *jni, jmethodID id) {
  jvmtiEnv *jvmti = l->jvmti;
  lock(l);
  int32_t place = methods_find(id);
  unlock(l);
  if (place >= 0) return place;
  char *name = NULL;
  char *signature = NULL;
  jclass type = NULL;
  if ((*jvmti)->GetMethodName(jvmti, id, &name, NULL, NULL) != JVMTI_ERROR_NONE) return -1;
  if ((*jvmti)->GetMethodDeclaringClass(jvmti, id, &type) == JVMTI_ERROR_NONE && type) {
    resolve_type(jvmti, type, &signature);
    (*jni)->DeleteLocalRef(jni, type);
  }
  if (!signature) {
    (*jvmti)->Deallocate(jvmti, (unsigned char *)name);
    return -1;
  }
  lock(l);
  place = methods_add(jvmti, id, signature, name);
  unlock(l);
  return place;
}

int32_t resolve_site(lock_t *l, JNIEnv *jni, uint64_t hash, char *type, const jvmtiFrameInfo *frames,
                     int32_t count) {
  site_frame_t resolved[MOST_FRAMES];
  int32_t known = 0;
  bool whole = true;
  for (int32_t i = 0; i < count && whole; i++) {
    int32_t method = resolve_method(l, jni, frames[i].method);
    whole = method >= 0;
    if (whole) resolved[known++] = (site_frame_t){.method = method, .line = line_of(l->jvmti, &frames[i])};
  }
  lock(l);
  int32_t place = -1;
  if (whole) {
    place = sites_add(l->jvmti, hash, type, resolved, known);
  } else {
    for (int32_t i = 0; i < known; i++) methods_release(l->jvmti, resolved[i].method);
    (*l->jvmti)->Deallocate(l->jvmti, (unsigned char *)type);
  }
  unlock(l);
  return place;
}
