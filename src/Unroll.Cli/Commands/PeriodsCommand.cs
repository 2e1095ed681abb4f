using System.CommandLine;
using System.Globalization;
using Unroll.Tasks.Analysing;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll periods</c>: the periods of a series, even or uneven, ranked.</summary>
internal static class PeriodsCommand
{
    private const int MaxPeriods = 100;

    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Option<PeriodMethod?> method = AnalysisCommand.Choice<PeriodMethod>(
            "--method", "Sinusoids, or box-shaped dips such as transits",
            [new("lomb-scargle", PeriodMethod.LombScargle), new("box-least-squares", PeriodMethod.BoxLeastSquares)]);
        Option<double?> shortest = AnalysisCommand.Positive(
            "--shortest", "TIME", "The shortest period, in the unit that the result names; two steps when not given.");
        Option<double?> longest = AnalysisCommand.Positive("--longest", "TIME", "The longest period; half the span when not given.");
        Option<int?> most = CommonOptions.Number("--most", "Periods to find at most. Default: 10.", 1, MaxPeriods);
        Option<double[]> duration = new("--duration")
        {
            HelpName = "TIME",
            Description = "A trial duration of a box, or several; shares of the shortest period when not given.",
            CustomParser = result =>
            [
                .. result.Tokens.Select(token => token.Value).Select(text =>
                {
                    if (double.TryParse(text, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && value > 0)
                    {
                        return value;
                    }

                    result.AddError($"--duration is \"{text}\", but must be a number above 0.");
                    return 0;
                }),
            ],
        };
        return AnalysisCommand.Create(
            host, "periods", "Find the periods of each column, at even times or uneven ones, ranked by their power.", "the periods",
            [method, shortest, longest, most, duration],
            parsed => new PeriodAnalysis(new PeriodAnalysisOptions
            {
                Method = parsed.GetValue(method) ?? PeriodMethod.LombScargle,
                Shortest = parsed.GetValue(shortest),
                Longest = parsed.GetValue(longest),
                Most = parsed.GetValue(most) ?? new PeriodAnalysisOptions().Most,
                Durations = parsed.GetValue(duration) ?? [],
            }));
    }
}
