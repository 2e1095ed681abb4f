namespace Unroll.Series.Preparing;

/// <summary>
/// An invertible change of scale, <c>(x − shift) / scale</c>, learned on the training part of a column and applied to all of it. Missing
/// values (NaN) stay missing. A scaler is its <see cref="Name"/> and its <see cref="Parameters"/>: <see cref="Create"/> brings it back.
/// </summary>
public abstract class Scaler
{
    private readonly double _shift;
    private readonly double _scale;

    private protected Scaler(double shift, double scale)
    {
        if (!double.IsFinite(shift) || !double.IsFinite(scale) || scale <= 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"A scaler got the shift {shift} and the scale {scale}: both must be finite, and the scale above 0."));
        }

        _shift = shift;
        _scale = scale;
    }

    /// <summary>Name of the kind, as recipes spell it: <c>standard</c>, <c>min-max</c> or <c>none</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What was learned, in the order that <see cref="Create"/> takes.</summary>
    public abstract IReadOnlyList<double> Parameters { get; }

    /// <summary>Brings back a scaler that was learned before.</summary>
    /// <param name="name">Its <see cref="Name"/>.</param>
    /// <param name="parameters">Its <see cref="Parameters"/>.</param>
    /// <exception cref="InputException">There is no scaler of this name, or it has other parameters.</exception>
    public static Scaler Create(string name, IReadOnlyList<double> parameters)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(parameters);
        try
        {
            return (name, parameters.Count) switch
            {
                (StandardScaler.KindName, 2) => new StandardScaler(parameters[0], parameters[1]),
                (MinMaxScaler.KindName, 2) => new MinMaxScaler(parameters[0], parameters[1]),
                (IdentityScaler.KindName, 0) => new IdentityScaler(),
                (StandardScaler.KindName or MinMaxScaler.KindName or IdentityScaler.KindName, _) => throw new InputException(
                    $"The scaler \"{name}\" cannot be made of {parameters.Count} parameters: standard takes a mean and a standard deviation, " +
                    "min-max a minimum and a maximum, none takes no parameter."),
                _ => throw new InputException(
                    $"There is no scaler named \"{name}\". Choose one of: " +
                    $"{StandardScaler.KindName}, {MinMaxScaler.KindName}, {IdentityScaler.KindName}."),
            };
        }
        catch (ArgumentException exception)
        {
            throw new InputException($"The scaler \"{name}\" cannot be made: {exception.Message}", exception);
        }
    }

    /// <summary>Scales one value.</summary>
    /// <param name="value">The value, in the column's unit.</param>
    public double Transform(double value) => (value - _shift) / _scale;

    /// <summary>Takes one scaled value back to the column's unit.</summary>
    /// <param name="value">The scaled value.</param>
    public double Inverse(double value) => (value * _scale) + _shift;

    /// <summary>Scales values.</summary>
    /// <param name="source">Values in the column's unit.</param>
    /// <param name="destination">As long as <paramref name="source"/>; may be the same memory.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Transform(ReadOnlySpan<float> source, Span<float> destination)
    {
        RequireSameLength(source, destination);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = (float)Transform((double)source[i]);
        }
    }

    /// <summary>Takes scaled values back to the column's unit.</summary>
    /// <param name="source">Scaled values.</param>
    /// <param name="destination">As long as <paramref name="source"/>; may be the same memory.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Inverse(ReadOnlySpan<float> source, Span<float> destination)
    {
        RequireSameLength(source, destination);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = (float)Inverse((double)source[i]);
        }
    }

    /// <summary>Says that there is nothing to learn from.</summary>
    private protected static InputException AllMissing(int count) => new(count == 0
        ? "A scaler cannot learn from a training part without rows: give the training part rows."
        : $"A scaler cannot learn from {count} missing values: the training part of a column needs at least one number. " +
          "Choose another column, or a training part in which it has values.");

    private static void RequireSameLength(ReadOnlySpan<float> source, Span<float> destination)
    {
        if (source.Length != destination.Length)
        {
            throw new ArgumentException($"The source has {source.Length} values, but the destination {destination.Length}: give both the same length.");
        }
    }
}
