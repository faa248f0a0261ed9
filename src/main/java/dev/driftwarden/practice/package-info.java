/** The practice Azure: a loopback server that speaks the parts of ARM, Resource Graph and Microsoft Graph which Driftwarden uses. */
@NullMarked
package dev.driftwarden.practice;

import org.jspecify.annotations.NullMarked;
