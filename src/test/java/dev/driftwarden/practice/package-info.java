/** Tests of the practice Azure over real HTTP. */
@NullMarked
package dev.driftwarden.practice;

import org.jspecify.annotations.NullMarked;
