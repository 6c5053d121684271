/** Tests of the whole system from outside: as its users meet it. */
package dev.memorysystem.e2e;
