/* An application that our guest agent asks for its health; see application.c. */
#ifndef APPLICATION_H
#define APPLICATION_H

/* Ends when the agent goes, or by a signal; the exit code. */
int application(const char *path, const char *action);

#endif
