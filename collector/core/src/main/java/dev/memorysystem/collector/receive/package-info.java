/** OTLP over gRPC and HTTP: limits, decoding, and the protocol's own errors. */
@NullMarked
package dev.memorysystem.collector.receive;

import org.jspecify.annotations.NullMarked;
