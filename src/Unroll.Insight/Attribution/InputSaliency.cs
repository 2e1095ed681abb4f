using System.Text;

namespace Unroll.Insight.Attribution;

/// <summary>The saliency of each number of an input; where an embedding takes the input, that of each code.</summary>
/// <param name="Name">Name of the input.</param>
/// <param name="Timesteps">Real timesteps; 1 for a vector.</param>
/// <param name="Features">Features.</param>
/// <param name="Values">[timesteps, features]; padding is left out.</param>
public sealed record InputSaliency(string Name, int Timesteps, int Features, IReadOnlyList<double> Values)
{
    /// <summary>Whether an embedding takes the input, so that its numbers are codes of words or characters.</summary>
    public bool IsTokens { get; init; }

    /// <summary>The saliency of a number.</summary>
    /// <param name="timestep">Timestep from 0.</param>
    /// <param name="feature">Feature from 0.</param>
    public double this[int timestep, int feature] => Values[(timestep * Features) + feature];

    /// <summary>The sum over the features of each timestep.</summary>
    public IReadOnlyList<double> ByTimestep() =>
        [.. Enumerable.Range(0, Timesteps).Select(t => Enumerable.Range(0, Features).Sum(feature => this[t, feature]))];

    /// <summary>The sum of magnitudes over the timesteps of each feature: how much the feature counts at all.</summary>
    public IReadOnlyList<double> ByFeature() =>
        [.. Enumerable.Range(0, Features).Select(feature => Enumerable.Range(0, Timesteps).Sum(t => Math.Abs(this[t, feature])))];

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Name), Name), (nameof(Timesteps), Timesteps), (nameof(Features), Features), (nameof(Values), Values),
        (nameof(IsTokens), IsTokens));
}
