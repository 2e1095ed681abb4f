using Unroll.Analysis.Numerics;
using Unroll.Catalogue;

namespace Unroll.Analysis.StateSpace;

/// <summary>A stationary autoregression around the other components: a_{t+1} = φ_1·a_t + … + φ_p·a_{t−p+1} + ε_t.</summary>
/// <param name="order">p, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">The order is less than 1.</exception>
public sealed class Autoregression(int order) : StructuralComponent
{
    private static readonly Setting<Autoregression, int> _lags =
        new("order", Kind.Integer(1), part => part._order, "Steps back that it depends on.") { IsRequired = true, Example = "order: 1" };

    private readonly int _order = order >= 1 ? order
        : throw new ArgumentOutOfRangeException(nameof(order), order, $"An autoregression has an order of at least 1, not {order}.");

    internal static Entry<StructuralComponent> Entry { get; } = new(
        "autoregression", typeof(Autoregression), "Stationary autoregression around the other components.", [_lags],
        values => new Autoregression(values.Get(_lags)))
    {
        Formula = "a_{t+1} = φ_1·a_t + … + φ_p·a_{t−p+1} + ε_t",
        Example = "autoregression: {order: 1}",
    };

    /// <inheritdoc/>
    public override string Name => "autoregression";

    /// <inheritdoc/>
    public override int StateCount => _order;

    /// <inheritdoc/>
    public override IReadOnlyList<StructuralParameter> Parameters =>
    [
        new("autoregression-variance"),
        .. Enumerable.Range(1, _order).Select(lag => new StructuralParameter($"autoregression-{lag}", -10, 10)),
    ];

    /// <inheritdoc/>
    public override void Constrain(ReadOnlySpan<double> free, double scale, Span<double> parameters)
    {
        parameters[0] = Parameters[0].Constrain(free[0], scale);
        PartialCorrelations.Constrain(free[1..], parameters[1..]);
    }

    /// <inheritdoc/>
    public override void Write(StructuralPart part, ReadOnlySpan<double> parameters)
    {
        ArgumentNullException.ThrowIfNull(part);
        part.Load(0, 1);
        for (int i = 0; i < _order; i++)
        {
            part.Carry(0, i, parameters[1 + i]);
            if (i > 0)
            {
                part.Carry(i, i - 1, 1);
            }
        }

        part.Disturb(0, parameters[0]);
        double[] covariances = Autocovariance.OfAutoregression(parameters[1..].ToArray(), _order);
        for (int i = 0; i < _order; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                part.Begin(i, j, parameters[0] * covariances[i - j]);
            }
        }
    }
}
