#include <stdlib.h>

#include "engine.h"

static sample_t *samples;
static int32_t *free_places;
static int32_t free_count;
static int64_t last_id;

bool samples_init(void) {
  samples = calloc(MOST_SAMPLES, sizeof *samples);
  free_places = malloc(MOST_SAMPLES * sizeof *free_places);
  if (!samples || !free_places) return false;
  for (int32_t i = 0; i < MOST_SAMPLES; i++) free_places[i] = MOST_SAMPLES - 1 - i;
  free_count = MOST_SAMPLES;
  return true;
}

sample_t *samples_take(void) {
  if (free_count == 0) return NULL;
  sample_t *sample = &samples[free_places[--free_count]];
  sample->id = ++last_id;
  return sample;
}

void samples_give_back(sample_t *sample) { free_places[free_count++] = (int32_t)(sample - samples); }

sample_t *samples_at(int32_t place) { return &samples[place]; }
