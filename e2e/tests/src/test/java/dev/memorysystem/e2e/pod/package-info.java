/** Programs that run in pods of the tests, brought there by {@code MountedPrograms}. */
package dev.memorysystem.e2e.pod;
