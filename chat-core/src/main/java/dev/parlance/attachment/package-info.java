/** Where files of messages lie: {@link dev.parlance.attachment.AttachmentStore} is what a store has to do, {@link dev.parlance.attachment.DirectoryAttachments} does it in a directory. */
@NullMarked
package dev.parlance.attachment;

import org.jspecify.annotations.NullMarked;
