/** Programs that hold what they leak in many ways; each runs in a JVM of its own. */
@NullMarked
package graphs;

import org.jspecify.annotations.NullMarked;
