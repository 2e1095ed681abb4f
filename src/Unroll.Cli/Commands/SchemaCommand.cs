using System.CommandLine;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Formats;
using Unroll.Tasks.Guide;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll schema</c>: the JSON Schema of recipes, for editors.</summary>
internal static class SchemaCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Option<string?> file = CommonOptions.Out("FILE", "Write the schema to this file instead of standard output.");
        Command command = new("schema", "Print the JSON Schema of recipes, with which editors complete and check them.") { file };
        command.SetAction(result =>
        {
            using Screen screen = new(host, json: result.GetValue(file) is null);
            string schema = JsonFormatter.Format(RecipeSchema.Create());
            if (result.GetValue(file) is { } path)
            {
                OutputFile.Write(path, schema + "\n");
                screen.Line(
                    $"Written to {path}. In an editor with YAML support, begin a recipe with: # yaml-language-server: $schema={path}");
            }
            else
            {
                screen.Document(schema);
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
