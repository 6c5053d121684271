/** A service that takes orders and tells of them. */
@org.jspecify.annotations.NullMarked
package orders;
