using Unroll.Tasks.Proposals;

namespace Unroll.Cli.Display;

/// <summary>Sentences about a proposed recipe.</summary>
internal static class ProposalDisplay
{
    /// <summary>The line that shows while candidates are tried.</summary>
    internal const string Trying = "Trying small networks on the rows before the test part, to propose a recipe …";

    /// <summary>The target where it was guessed; else empty.</summary>
    /// <param name="proposal">The proposal.</param>
    internal static string Guess(RecipeProposal proposal) =>
        proposal.IsTargetGuessed ? $"target: {proposal.Target} (guessed; --target NAME)" : "";
}
