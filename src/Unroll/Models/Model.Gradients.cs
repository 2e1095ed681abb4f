using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Models;

/// <content>Steps of the optimizer from gradients that the caller has, for training loops of one's own.</content>
public abstract partial class Model
{
    /// <summary>
    /// One step of the optimizer with gradients of the loss, such as those of a <see cref="GradientProbe"/>, as <c>Fit</c> makes it after
    /// a batch: the gradients of the regularizers' penalties are added, the sum is clipped as the optimizer says, weights decay and are
    /// updated by its rule. Its state goes on from step to step, also to <c>Fit</c> and <see cref="Save"/>. Parameters of frozen layers
    /// stay.
    /// </summary>
    /// <param name="gradientOf">
    /// The gradient of each trained parameter, row-major: <c>probe.Gradient</c>, or a sum or mean of several.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// The model is not compiled, or is in use on another thread; or its optimizer is a full-batch one, which makes steps in <c>Fit</c>
    /// alone.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// A gradient is not as long as its parameter; or one is not finite or makes a weight infinite, and the step was not made.
    /// </exception>
    /// <example>
    /// <code>
    /// probe.Forward(inputs);
    /// double loss = probe.Backward(model.Loss!, targets);
    /// model.ApplyGradients(probe.Gradient);
    /// </code>
    /// </example>
    public void ApplyGradients(Func<Parameter, float[]> gradientOf)
    {
        ArgumentNullException.ThrowIfNull(gradientOf);
        using UseGate.Lease use = Gate.Begin(nameof(ApplyGradients));
        RequireBuilt();
        Optimizer optimizer = RequireCompiled().Optimizer;
        if (optimizer is FullBatchOptimizer)
        {
            throw new InvalidOperationException(
                $"{optimizer.GetType().Name} chooses its steps by the loss of all samples, so that gradients alone are not enough: train "
                + $"with Fit, or compile the model with another optimizer, such as Adam.");
        }

        DrawWeights(CancellationToken.None);
        float[] gradients = new float[GradientLength];
        foreach (Parameter parameter in TrainedParameters)
        {
            float[] gradient = gradientOf(parameter);
            if (gradient.Length != parameter.Length)
            {
                throw new ArgumentException(
                    $"The gradient of '{NameOf(parameter)}' has {CountFormatter.Format(gradient.Length, "values")}, but the parameter has "
                    + $"{parameter.Length}: give the gradient of each parameter, row-major.",
                    nameof(gradientOf));
            }

            gradient.CopyTo(gradients, parameter.Offset);
        }

        OptimizerState ??= new OptimizerState(optimizer, GradientLength);
        OptimizerState.Passes++;
        using var team = new WorkerTeam(threads: 1);
        GradientStep step = new(this, OptimizerState, team);
        step.RestoreAccumulated(gradients, 1);
        if (!step.RunAccumulated())
        {
            string what = step.NonFiniteGradient is { } parameter
                ? $"The gradient of '{NameOf(parameter)}' is infinite or NaN"
                : "The step would make a weight or the optimizer's state infinite";
            throw new ArgumentException(
                $"{what}, so it was not made and the weights are those before: lower the learning rate or clip the gradients "
                + $"(Optimizer.Clipping), and look at the batch for values that are not finite.",
                nameof(gradientOf));
        }
    }

    private string NameOf(Parameter parameter) => NamedParameters.First(named => named.Parameter == parameter).Name;
}
