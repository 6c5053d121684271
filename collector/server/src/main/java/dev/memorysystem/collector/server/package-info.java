/** The collector as a server: REST, stream, health and metrics around the core, on Quarkus. */
@NullMarked
package dev.memorysystem.collector.server;

import org.jspecify.annotations.NullMarked;
