#include <stdlib.h>

#include "engine.h"

enum { BUCKETS = MOST_SITES, NEARLY_FULL = MOST_SITES * 3 / 4 };

static site_t *sites;
static int32_t *buckets;
static int32_t first_free = -1;
static int32_t next_unused;
static int32_t used;
static int64_t made;

static uint32_t bucket_of(uint64_t hash) { return (uint32_t)(hash >> 20) % BUCKETS; }

bool sites_init(void) {
  sites = calloc(MOST_SITES, sizeof *sites);
  buckets = malloc(BUCKETS * sizeof *buckets);
  if (!sites || !buckets) return false;
  for (int32_t i = 0; i < BUCKETS; i++) buckets[i] = -1;
  return true;
}

int32_t sites_find(uint64_t hash) {
  for (int32_t i = buckets[bucket_of(hash)]; i >= 0; i = sites[i].next) {
    if (sites[i].hash == hash) return i;
  }
  return -1;
}

static int32_t take(void) {
  if (first_free >= 0) {
    int32_t place = first_free;
    first_free = sites[place].next;
    return place;
  }
  return next_unused < MOST_SITES ? next_unused++ : -1;
}

static void release_frames(jvmtiEnv *jvmti, const site_frame_t *frames, int32_t count) {
  for (int32_t i = 0; i < count; i++) methods_release(jvmti, frames[i].method);
}

int32_t sites_add(jvmtiEnv *jvmti, uint64_t hash, char *type, const site_frame_t *frames, int32_t count) {
  int32_t known = sites_find(hash);
  int32_t place = known >= 0 ? known : take();
  if (known >= 0 || place < 0) {
    release_frames(jvmti, frames, count);
    (*jvmti)->Deallocate(jvmti, (unsigned char *)type);
    return place;
  }
  site_t *site = &sites[place];
  *site = (site_t){.hash = hash, .id = ++made * MOST_SITES + place, .type = type, .frame_count = count};
  for (int32_t i = 0; i < count; i++) site->frames[i] = frames[i];
  uint32_t bucket = bucket_of(hash);
  site->next = buckets[bucket];
  buckets[bucket] = place;
  used++;
  return place;
}

site_t *sites_at(int32_t place) { return &sites[place]; }

int32_t sites_of_id(int64_t id) {
  int32_t place = (int32_t)(id % MOST_SITES);
  return id > 0 && sites[place].id == id ? place : -1;
}

static void forget(jvmtiEnv *jvmti, int32_t place) {
  site_t *site = &sites[place];
  int32_t *link = &buckets[bucket_of(site->hash)];
  while (*link != place) link = &sites[*link].next;
  *link = site->next;
  release_frames(jvmti, site->frames, site->frame_count);
  (*jvmti)->Deallocate(jvmti, (unsigned char *)site->type);
  *site = (site_t){.next = first_free};
  first_free = place;
  used--;
}

// First those whose samples all died young, then those that replaced all they held.
void sites_make_room(jvmtiEnv *jvmti) {
  for (int with_history = 0; with_history <= 1; with_history++) {
    for (int32_t i = 0; i < next_unused && used > NEARLY_FULL; i++) {
      if (sites[i].type && sites[i].live == 0 && (with_history || sites[i].born == 0)) forget(jvmti, i);
    }
  }
}
