using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Hosting.Composition;

namespace Masakari.Introspective.Cli.Config;

/// <summary>The answers of the config commands.</summary>
internal static class ConfigPrinter
{
    /// <returns>0, or <see cref="ExitCodes.Configuration"/> where the daemon would not start.</returns>
    public static int Validate(ConfigSources sources, OutputFormat format, TextWriter output, TextWriter errors)
    {
        var found = ConfigValidation.Of(sources);
        if (format is OutputFormat.Json)
        {
            JsonOutput.Write(output, found);
        }
        else
        {
            foreach (var line in found.Errors)
            {
                output.WriteLine($"error: {line}");
            }

            foreach (var line in found.Warnings)
            {
                output.WriteLine($"warning: {line}");
            }

            var files = found.Files.Count == 0 ? "no file" : string.Join(", ", found.Files);
            output.WriteLine($"{found.Errors.Count} errors, {found.Warnings.Count} warnings; read: {files}");
        }

        return found.Errors.Count == 0 ? ExitCodes.Ok : ExitCodes.Configuration;
    }

    public static int Show(ConfigSources sources, OutputFormat format, TextWriter output, TextWriter errors) =>
        WithConfig(
            sources,
            errors,
            config =>
            {
                var values = config.Effective().ToList();
                if (format is OutputFormat.Json)
                {
                    JsonOutput.Write(
                        output,
                        values.Select(value => new
                        {
                            value.Option.Group,
                            value.Option.Name,
                            Value = value.Text,
                            value.Option.Unit,
                            value.Origin,
                        })
                    );
                    return;
                }

                foreach (var group in values.GroupBy(value => value.Option.Group, StringComparer.Ordinal))
                {
                    output.WriteLine($"[{group.Key}]");
                    foreach (var value in group)
                    {
                        output.WriteLine($"{value.Option.Name} = {value.Text}   # {value.Origin}");
                    }

                    output.WriteLine();
                }
            }
        );

    public static int Migrate(ConfigSources sources, OutputFormat format, TextWriter output, TextWriter errors) =>
        WithConfig(
            sources,
            errors,
            config =>
            {
                var steps = config.Migrate().ToList();
                if (format is OutputFormat.Json)
                {
                    JsonOutput.Write(
                        output,
                        steps.Select(step => new
                        {
                            step.Kind,
                            Origin = step.Origin.ToString(),
                            step.Option,
                            step.Words,
                        })
                    );
                    return;
                }

                foreach (var step in steps)
                {
                    output.WriteLine($"{ReasonCode.Of(step.Kind), -15} {step.Origin}: {step.Option}: {step.Words}");
                }

                var changing = steps.Count(step => step.Kind is not MigrationKind.Kept);
                output.WriteLine(
                    $"{steps.Count} settings, {changing} of them with a remark; the files can stay as they are. Whether the values are right, `config validate` says"
                );
            }
        );

    private static int WithConfig(ConfigSources sources, TextWriter errors, Action<LoadedConfig> print)
    {
        LoadedConfig config;
        try
        {
            config = ConfigLoader.Load(Options.Catalogue, sources);
        }
        catch (ConfigException mistake)
        {
            foreach (var line in mistake.Message.Split('\n'))
            {
                errors.WriteLine(line);
            }

            return ExitCodes.Configuration;
        }

        print(config);
        return ExitCodes.Ok;
    }
}
