using System.Text;
using Unroll.Insight.Attribution;
using Unroll.Insight.Recurrence;

namespace Unroll.Tasks.Explaining;

/// <summary>
/// A look inside a trained network with some samples: which inputs count (saliency), what its first recurrent layer does (states, gates,
/// dead
/// and saturated units, how far back its state depends on the input), and what it attends to.
/// </summary>
public sealed record Explanation
{
    /// <summary>The measure of saliency.</summary>
    public required SaliencyMethod Method { get; init; }

    /// <summary>The explained samples; of a generator of texts a single one, the tokens before the explained one.</summary>
    public required IReadOnlyList<SampleExplanation> Samples { get; init; }

    /// <summary>Of each input the names of its features.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Features { get; init; }

    /// <summary>The importance of each feature over all samples, the most important first; none of a text.</summary>
    public required IReadOnlyList<FeatureImportance> Importance { get; init; }

    /// <summary>The first recurrent layer over the first sample; null where there is none.</summary>
    public RecurrentTrace? Trace { get; init; }

    /// <summary>The units of that layer over all samples.</summary>
    public IReadOnlyList<UnitActivity> Units { get; init; } = [];

    /// <summary>
    /// The dependence of that layer's last state on the input by steps back, a mean over the samples; null where there is none.
    /// </summary>
    public StateReach? Reach { get; init; }

    /// <summary>The attention of each head over the first sample; none of a network without attention.</summary>
    public IReadOnlyList<AttentionMap> Attention { get; init; } = [];

    /// <summary>The tokens that attention is between; null where it is between the steps of a series.</summary>
    public AttentionTokens? AttentionTokens { get; init; }

    /// <summary>Neurons and guesses over a text, of a generator of texts; null of other tasks.</summary>
    public TextLook? Text { get; init; }

    /// <summary>The unit that was asked for; null where none was.</summary>
    public int? Unit { get; init; }

    /// <summary>Networks of the run, of which the first is explained.</summary>
    public int Networks { get; init; } = 1;

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Method), Method), (nameof(Samples), Samples), (nameof(Features), Features), (nameof(Importance), Importance),
        (nameof(Units), Units), (nameof(Reach), Reach), (nameof(Attention), Attention), (nameof(AttentionTokens), AttentionTokens),
        (nameof(Text), Text), (nameof(Unit), Unit), (nameof(Networks), Networks));
}
