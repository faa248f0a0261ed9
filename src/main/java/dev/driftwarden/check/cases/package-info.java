/** Rule cases: small recorded worlds and what a rule must say of them, run by the build and by the command line. */
@NullMarked
package dev.driftwarden.check.cases;

import org.jspecify.annotations.NullMarked;
