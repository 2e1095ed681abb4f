using System.Text;

namespace Unroll.Insight.Attribution;

/// <summary>The saliency of each number of a sample's inputs for a network's output.</summary>
public sealed record SaliencyMap
{
    /// <summary>The sample.</summary>
    public required string Sample { get; init; }

    /// <summary>The measure.</summary>
    public required SaliencyMethod Method { get; init; }

    /// <summary>The feature of the output that is explained, such as a class; null where it is the mean of several.</summary>
    public required int? OutputFeature { get; init; }

    /// <summary>The timestep of the output that is explained; null for a vector, or the mean over all.</summary>
    public required int? OutputTimestep { get; init; }

    /// <summary>The output that is explained, for the sample.</summary>
    public required double Output { get; init; }

    /// <summary>The same output for the baseline.</summary>
    public required double BaselineOutput { get; init; }

    /// <summary>The saliency of each input, in their order.</summary>
    public required IReadOnlyList<InputSaliency> Inputs { get; init; }

    /// <summary>The sum of all parts, which for integrated gradients should be the output's difference from that of the baseline.</summary>
    public double Sum => Inputs.Sum(input => input.Values.Sum());

    /// <summary>
    /// The completeness error: what the sum of all parts lacks of the output's difference from that of the baseline, as a share of that
    /// difference. Near 0 for integrated gradients with enough steps; other measures do not promise it.
    /// </summary>
    public double CompletenessError
    {
        get
        {
            double difference = Output - BaselineOutput;
            return Math.Abs(Sum - difference) / Math.Max(Math.Abs(difference), 1e-12);
        }
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Sample), Sample), (nameof(Method), Method), (nameof(OutputFeature), OutputFeature),
        (nameof(OutputTimestep), OutputTimestep), (nameof(Output), Output), (nameof(BaselineOutput), BaselineOutput),
        (nameof(Inputs), Inputs), (nameof(Sum), Sum), (nameof(CompletenessError), CompletenessError));
}
