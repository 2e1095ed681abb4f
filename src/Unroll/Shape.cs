using System.Globalization;

namespace Unroll;

/// <summary>
/// The shape of one sample, without its batch axis: a vector of <c>features</c>, or a sequence of <c>timesteps × features</c>.
/// </summary>
public readonly record struct Shape
{
    /// <summary>Stands for "any number of timesteps" in <see cref="Timesteps"/>.</summary>
    public const int AnyLength = -1;

    private Shape(bool isSequence, int timesteps, int features)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        IsSequence = isSequence;
        Timesteps = timesteps;
        Features = features;
    }

    /// <summary>Whether a sample has a timesteps axis.</summary>
    public bool IsSequence { get; }

    /// <summary>Timesteps of a sequence, or <see cref="AnyLength"/>; 1 for a vector.</summary>
    public int Timesteps { get; }

    /// <summary>Features at each timestep, or of the vector.</summary>
    public int Features { get; }

    /// <summary>A sample that is one vector: batches are <c>[batch, features]</c>.</summary>
    /// <param name="features">Length of the vector, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="features"/> is not positive.</exception>
    public static Shape Vector(int features) => new(false, 1, features);

    /// <summary>A sample that is a sequence: batches are <c>[batch, timesteps, features]</c>.</summary>
    /// <param name="timesteps">Timesteps, at least 1, or <see cref="AnyLength"/>.</param>
    /// <param name="features">Features of each timestep, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public static Shape Sequence(int timesteps, int features)
    {
        if (timesteps != AnyLength)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(timesteps);
        }

        return new(true, timesteps, features);
    }

    /// <summary>Whether a sample of <paramref name="actual"/> shape may stand where this shape is expected.</summary>
    public bool Accepts(Shape actual) =>
        IsSequence == actual.IsSequence && Features == actual.Features && (Timesteps == AnyLength || Timesteps == actual.Timesteps);

    /// <summary>The shape with its batch axis, for example <c>[batch, 33, 1]</c>.</summary>
    public override string ToString() =>
        !IsSequence ? string.Create(CultureInfo.InvariantCulture, $"[batch, {Features}]")
        : Timesteps == AnyLength ? string.Create(CultureInfo.InvariantCulture, $"[batch, timesteps, {Features}]")
        : string.Create(CultureInfo.InvariantCulture, $"[batch, {Timesteps}, {Features}]");
}
