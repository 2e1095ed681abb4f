using System.Numerics.Tensors;

namespace Unroll.Losses;

/// <summary>A loss made of a function in code.</summary>
internal sealed class FunctionLoss : StepLoss
{
    private readonly LossFunction _function;
    private readonly bool _isOfEach;

    /// <summary>Creates the loss.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="function">The sum of a timestep's terms.</param>
    /// <param name="isOfEach">Whether each feature has a term; else each timestep has.</param>
    public FunctionLoss(string name, LossFunction function, bool isOfEach)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (Catalogue.Find(name) is not null)
        {
            throw new ArgumentException($"There is a loss \"{name}\" already: give another name.", nameof(name));
        }

        (GivenName, _function, _isOfEach) = (name, function, isOfEach);
    }

    /// <summary>The name that it was given.</summary>
    public string GivenName { get; }

    /// <inheritdoc/>
    public override int TermsPerStep(int features) => _isOfEach ? features : 1;

    /// <inheritdoc/>
    protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
    {
        double term = _function(prediction, target, gradient);
        TensorPrimitives.Multiply(gradient, scale, gradient);
        return term;
    }
}
