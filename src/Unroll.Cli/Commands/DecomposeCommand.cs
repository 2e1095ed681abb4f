using System.CommandLine;
using Unroll.Tasks.Analysing;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll decompose</c>: a series as trend, seasons and residual.</summary>
internal static class DecomposeCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Option<int[]> period = new("--period")
        {
            HelpName = "ROWS",
            Description = "Rows of a season, or several (--period 24 --period 168); found when not given.",
            AllowMultipleArgumentsPerToken = true,
        };
        period.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => !int.TryParse(token.Value, out int rows) || rows < 2) is { } wrong)
            {
                result.AddError($"--period is \"{wrong.Value}\", but must be a whole number from 2.");
            }
        });
        Option<DecompositionMethod?> method = AnalysisCommand.Choice<DecompositionMethod>(
            "--method", "The method; of several periods STL is MSTL",
            [new("stl", DecompositionMethod.Stl), new("mstl", DecompositionMethod.Mstl), new("classical", DecompositionMethod.Classical)]);
        Option<int?> seasonal = CommonOptions.Number(
            "--seasonal-length", "Length of the season's smoother of STL, odd; 7 when not given, and of several periods 11, 15, ….", 3);
        Option<bool> robust = new("--robust") { Description = "Let wild values lose their weight." };
        Option<bool> multiplicative = new("--multiplicative")
        {
            Description = "Of the classical method: parts that multiply to the series instead of adding up to it.",
        };
        return AnalysisCommand.Create(
            host, "decompose", "Take each column apart into trend, seasons and residual.", "the parts",
            [period, method, seasonal, robust, multiplicative],
            parsed => new DecompositionAnalysis(new DecompositionAnalysisOptions
            {
                Periods = parsed.GetValue(period) is { Length: > 0 } periods ? [.. periods.Distinct()] : [],
                Method = parsed.GetValue(method) ?? DecompositionMethod.Stl,
                SeasonalLength = Odd(parsed.GetValue(seasonal)),
                IsRobust = parsed.GetValue(robust),
                IsMultiplicative = parsed.GetValue(multiplicative),
            }));
    }

    private static int? Odd(int? length) => length is { } given && given % 2 == 0
        ? throw new InputException($"--seasonal-length is {given}, but must be odd: {given + 1}, for example.") : length;
}
