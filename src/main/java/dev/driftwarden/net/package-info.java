/** Facts computed from what Azure returned, without I/O: address ranges, network exposure, role permissions, conditional access. */
@NullMarked
package dev.driftwarden.net;

import org.jspecify.annotations.NullMarked;
