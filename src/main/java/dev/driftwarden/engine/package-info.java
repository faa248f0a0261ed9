/** The use cases: receive, look, decide, approve, apply, verify, undo, repair. Each is safe to run twice. */
@NullMarked
package dev.driftwarden.engine;

import org.jspecify.annotations.NullMarked;
