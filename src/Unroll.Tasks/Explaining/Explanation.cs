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

    /// <summary>The tokens at the timesteps of <see cref="Trace"/>; null where it is over a series, or over a generator's text.</summary>
    public IReadOnlyList<string>? TraceTokens => Text is not null || Trace is not { } trace || Samples is not [var first, ..] ? null
        : first.Tokens.FirstOrDefault(tokens => tokens.Count > 0 && tokens.Count == trace.Hidden.Timesteps);

    /// <summary>Neurons and guesses over a text, of a generator of texts; null of other tasks.</summary>
    public TextLook? Text { get; init; }

    /// <summary>The unit that was asked for; null where none was.</summary>
    public int? Unit { get; init; }

    /// <summary>Networks of the run, of which the first is explained.</summary>
    public int Networks { get; init; } = 1;

    /// <summary>The tokens that a map of attention is between; null where they are not known.</summary>
    /// <param name="map">One of <see cref="Attention"/>.</param>
    public AttentionTokens? TokensOf(AttentionMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return AttentionTokens is not { } tokens || tokens.Source.Count != map.Keys ? null
            : map.Input == 0 && map.Timesteps == map.Keys ? new AttentionTokens(tokens.Source, tokens.Source) { IsSelf = true }
            : tokens.Written.Count == map.Timesteps ? tokens : null;
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Method), Method), (nameof(Samples), Samples), (nameof(Features), Features), (nameof(Importance), Importance),
        (nameof(Units), Units), (nameof(Reach), Reach), (nameof(Attention), Attention), (nameof(AttentionTokens), AttentionTokens),
        (nameof(TraceTokens), TraceTokens), (nameof(Text), Text), (nameof(Unit), Unit), (nameof(Networks), Networks));
}
