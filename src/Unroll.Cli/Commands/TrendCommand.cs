using System.CommandLine;
using Unroll.Tasks.Analysing;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll trend</c>: whether a series rises or falls, how fast, and its curve.</summary>
internal static class TrendCommand
{
    private static readonly KeyValuePair<string, TrendMethod>[] _methods =
        [.. Enum.GetValues<TrendMethod>().Select(method => KeyValuePair.Create(TrendAnalysis.NameOf(method), method))];

    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Option<TrendMethod?> method = AnalysisCommand.Choice("--method", "The curve", _methods);
        Option<int?> window = CommonOptions.Number("--window", "Rows of a moving average; a tenth of all when not given.", 1);
        Option<double?> fraction = AnalysisCommand.Positive(
            "--fraction", "SHARE", "Share of the rows that each line of LOESS is fitted to, at most 1; 0.3 when not given.");
        Option<double?> lambda = AnalysisCommand.Positive(
            "--lambda", "NUMBER", "Stiffness of the Hodrick–Prescott curve; by the rows of a year when not given.");
        return AnalysisCommand.Create(
            host, "trend", "Show the trend of each column, its slope with interval, and whether it counts.", "the trend",
            [method, window, fraction, lambda],
            parsed => new TrendAnalysis(new TrendAnalysisOptions
            {
                Method = parsed.GetValue(method) ?? TrendMethod.Loess,
                Window = parsed.GetValue(window),
                Fraction = Fraction(parsed.GetValue(fraction)),
                Lambda = parsed.GetValue(lambda),
            }));
    }

    private static double Fraction(double? given) => given is > 1
        ? throw new InputException(FormattableString.Invariant($"--fraction is {given}, but must be at most 1."))
        : given ?? new TrendAnalysisOptions().Fraction;
}
