using Masakari.Introspective.Cli;
using Masakari.Introspective.Hosting.Roles;

return await CommandLine.RunAsync(ProgramName.Current(), args);
