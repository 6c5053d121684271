#include <stdlib.h>

#include "engine.h"

enum { BUCKETS = MOST_METHODS };

static method_t *methods;
static int32_t *buckets;
static int32_t first_free = -1;
static int32_t next_unused;

static uint32_t bucket_of(jmethodID id) {
  uint64_t mixed = (uint64_t)(uintptr_t)id * 0x9E3779B97F4A7C15u;
  return (uint32_t)(mixed >> 40) % BUCKETS;
}

bool methods_init(void) {
  methods = calloc(MOST_METHODS, sizeof *methods);
  buckets = malloc(BUCKETS * sizeof *buckets);
  if (!methods || !buckets) return false;
  for (int32_t i = 0; i < BUCKETS; i++) buckets[i] = -1;
  return true;
}

int32_t methods_find(jmethodID id) {
  for (int32_t i = buckets[bucket_of(id)]; i >= 0; i = methods[i].next) {
    if (methods[i].id == id) {
      methods[i].uses++;
      return i;
    }
  }
  return -1;
}

static int32_t take(void) {
  if (first_free >= 0) {
    int32_t place = first_free;
    first_free = methods[place].next;
    return place;
  }
  return next_unused < MOST_METHODS ? next_unused++ : -1;
}

static void free_names(jvmtiEnv *jvmti, char *class_signature, char *name) {
  (*jvmti)->Deallocate(jvmti, (unsigned char *)class_signature);
  (*jvmti)->Deallocate(jvmti, (unsigned char *)name);
}

int32_t methods_add(jvmtiEnv *jvmti, jmethodID id, char *class_signature, char *name) {
  int32_t known = methods_find(id);
  int32_t place = known >= 0 ? known : take();
  if (known >= 0 || place < 0) {
    free_names(jvmti, class_signature, name);
    return place;
  }
  uint32_t bucket = bucket_of(id);
  methods[place] = (method_t){
      .id = id, .class_signature = class_signature, .name = name, .uses = 1, .next = buckets[bucket]};
  buckets[bucket] = place;
  return place;
}

void methods_release(jvmtiEnv *jvmti, int32_t place) {
  method_t *method = &methods[place];
  if (--method->uses > 0) return;
  int32_t *link = &buckets[bucket_of(method->id)];
  while (*link != place) link = &methods[*link].next;
  *link = method->next;
  free_names(jvmti, method->class_signature, method->name);
  *method = (method_t){.next = first_free};
  first_free = place;
}

const method_t *methods_at(int32_t place) { return &methods[place]; }
