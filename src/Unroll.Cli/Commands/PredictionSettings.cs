using System.CommandLine;
using Unroll.Catalogue;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Running;

namespace Unroll.Cli.Commands;

/// <summary>The options of a command that stand for a task's settings of predictions, such as <c>--horizon</c>.</summary>
internal sealed class PredictionSettings
{
    private const string Expected = "expected ";

    private readonly LearningTask _task;
    private readonly Option<string?>[] _options;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="task">The task.</param>
    /// <param name="command">The command.</param>
    public PredictionSettings(LearningTask task, Command command)
    {
        _task = task;
        _options = [.. task.PredictionSettings.Select(setting => OptionOf(task, setting))];
        Array.ForEach(_options, command.Options.Add);
    }

    /// <summary>The settings that are given.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="read">What a text of the command line means; null where it means itself.</param>
    /// <exception cref="InputException">They do not fit together.</exception>
    public SettingValues Read(ParseResult result, Func<string, string>? read = null) => PredictionOptions.Parse(_task, _options
        .Where(option => result.GetValue(option) is not null)
        .Select(option => KeyValuePair.Create(option.Name[2..], read is null ? result.GetValue(option)! : read(result.GetValue(option)!))));

    private static Option<string?> OptionOf(LearningTask task, Setting setting) => new($"--{setting.Name}")
    {
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            try
            {
                PredictionOptions.Parse(task, [KeyValuePair.Create(setting.Name, text)]);
            }
            catch (InputException exception)
            {
                // "The options, field horizon: expected a whole number from 1, but got 0."
                string problem = exception.Message[(exception.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..];
                int got = problem.LastIndexOf(", but got ", StringComparison.Ordinal);
                result.AddError(
                    $"--{setting.Name} is \"{text}\", but "
                    + (got > 0 && problem.StartsWith(Expected, StringComparison.Ordinal)
                        ? $"must be {problem[Expected.Length..got]}." : problem));
            }

            return text;
        },
        HelpName = setting.KindDescription.Contains("number", StringComparison.Ordinal) ? "N" : "VALUE",
        Description = $"{setting.Help} Default: {setting.DefaultDescription.Trim('`')}.",
    };
}
