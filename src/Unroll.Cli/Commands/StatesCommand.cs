using System.CommandLine;
using Unroll.Analysis.Markov;
using Unroll.Tasks.Analysing;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll states</c>: the hidden states that a series went through.</summary>
internal static class StatesCommand
{
    private const int MostStates = 50;

    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Option<int?> states = CommonOptions.Number("--states", "The number of states; chosen by the data when not given.", 1, MostStates);
        Option<int?> most = CommonOptions.Number(
            "--max-states", "The most states that are tried where their number is chosen; 8 when not given.", 1, MostStates);
        Option<StateCriterion?> criterion = AnalysisCommand.Choice<StateCriterion>(
            "--criterion", "The criterion of that choice",
            [.. Enum.GetValues<StateCriterion>().Select(value => KeyValuePair.Create(StatesAnalysis.NameOf(value), value))]);
        Option<EmissionKind?> emissions = AnalysisCommand.Choice<EmissionKind>(
            "--emissions", "The distribution of the values in a state; discrete values are symbols",
            [.. Enum.GetValues<EmissionKind>().Select(value => KeyValuePair.Create(StatesAnalysis.NameOf(value), value))]);
        Option<bool> joint = new("--joint") { Description = "One path of states for all columns of a series together." };
        return AnalysisCommand.Create(
            host, "states", "Find the hidden states that each column went through, by a hidden Markov model.", "the states",
            [states, most, criterion, emissions, joint],
            parsed => parsed.GetValue(joint) && parsed.GetValue(emissions) == EmissionKind.Discrete
                ? throw new InputException(
                    "--joint is of columns of numbers, but --emissions discrete of one column of symbols: leave one out.")
                : new StatesAnalysis(new StatesAnalysisOptions
                {
                    States = parsed.GetValue(states),
                    MaxStates = parsed.GetValue(most) ?? 8,
                    Criterion = parsed.GetValue(criterion) ?? StateCriterion.Bic,
                    Emissions = parsed.GetValue(emissions) ?? EmissionKind.Gaussian,
                    IsJoint = parsed.GetValue(joint),
                }));
    }
}
