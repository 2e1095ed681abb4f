using System.CommandLine;
using Unroll.Analysis.ChangePoints;
using Unroll.Tasks.Analysing;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll changepoints</c>: where a series changes, as many times as the data tell.</summary>
internal static class ChangePointsCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Option<ChangePointMethod?> method = AnalysisCommand.Choice("--method", "The search", ChangePointAnalysis.Methods);
        Option<CostKind?> cost = AnalysisCommand.Choice(
            "--cost", "The cost of segments, of pelt, binary-segmentation and window", ChangePointAnalysis.Costs);
        Option<PenaltyRule?> rule = AnalysisCommand.Choice(
            "--rule", "The rule that chooses the number of changes, of the same methods", ChangePointAnalysis.Rules);
        Option<int?> length = CommonOptions.Number("--min-length", "Fewest rows between two changes; by the method when not given.", 1);
        Option<int?> window = CommonOptions.Number("--window", "Rows of each of two windows; a twentieth of all when not given.", 1);
        Option<bool> joint = new("--joint") { Description = "Find the changes that all columns of a series have together." };
        return AnalysisCommand.Create(
            host, "changepoints", "Find where each column changes, with no penalty to be chosen.", "the change points",
            [method, cost, rule, length, window, joint],
            parsed =>
            {
                ChangePointMethod search = parsed.GetValue(method) ?? ChangePointMethod.Automatic;
                bool takesCost = search is ChangePointMethod.Pelt or ChangePointMethod.BinarySegmentation or ChangePointMethod.Window;
                if (!takesCost && (parsed.GetValue(cost) is not null || parsed.GetValue(rule) is not null))
                {
                    throw new InputException(
                        "--cost and --rule are of the methods pelt, binary-segmentation and window: give --method pelt, for example.");
                }

                if (search != ChangePointMethod.Window && parsed.GetValue(window) is not null)
                {
                    throw new InputException("--window is of the method window: give --method window, too.");
                }

                return new ChangePointAnalysis(new ChangePointAnalysisOptions
                {
                    Search = new ChangePointOptions
                    {
                        Method = search,
                        Cost = parsed.GetValue(cost) ?? CostKind.SquaredError,
                        Rule = parsed.GetValue(rule) ?? PenaltyRule.ModifiedBic,
                        MinLength = parsed.GetValue(length),
                        Window = parsed.GetValue(window),
                    },
                    IsJoint = parsed.GetValue(joint),
                });
            });
    }
}
