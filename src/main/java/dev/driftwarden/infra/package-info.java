/** Says what the rules need of Azure: the actions that a role must allow, the operations that an event must tell of. */
@NullMarked
package dev.driftwarden.infra;

import org.jspecify.annotations.NullMarked;
