using System.Globalization;
using Unroll.Data;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>
/// Keeps what a batch whose loss or gradient is not finite would spoil besides the weights, and says where it came from.
/// </summary>
/// <param name="model">The model that is trained.</param>
/// <param name="source">The training samples.</param>
/// <param name="runner">Who runs the batches.</param>
internal sealed class NonFiniteGuard(Model model, SampleSource source, BatchRunner runner)
{
    /// <summary>The values that the forward pass of training changes: moving averages of batch normalisation.</summary>
    private readonly WeightSnapshot? _buffers = model.Parameters.Any(parameter => !parameter.IsTrainable)
        ? new(model.Parameters.Where(parameter => !parameter.IsTrainable)) : null;

    /// <summary>Whether moving averages are finite after the batch.</summary>
    public bool BuffersAreFinite => _buffers is null || _buffers.IsFinite;

    /// <summary>Keeps what a batch may spoil.</summary>
    public void Begin() => _buffers?.Take();

    /// <summary>Puts back what the batch has spoilt.</summary>
    public void PutBack() => _buffers?.PutBack();

    /// <summary>Why the step of the last batch was not made.</summary>
    /// <param name="context">Where training is.</param>
    /// <param name="step">The step, which knows the gradient.</param>
    /// <param name="learningRate">The rate of the batch.</param>
    public string Describe(TrainingContext context, GradientStep step, float learningRate)
    {
        string what, cause;
        if (!double.IsFinite(runner.Loss))
        {
            what = $"the loss is {Show(runner.Loss)}";
            cause = NonFiniteCause.Find(model, source, runner.Plan, runner.LastBatch, runner.Timestep);
        }
        else if (step.NonFiniteGradient is { } parameter)
        {
            what = $"the gradient of '{NameOf(parameter)}' is not finite";
            cause = NonFiniteCause.Find(model, source, runner.Plan, runner.LastBatch, runner.Timestep);
        }
        else
        {
            what = "the step would make a weight or the optimizer's state infinite";
            cause = string.Create(CultureInfo.InvariantCulture, $"Lower the learning rate, which is {learningRate}, or clip gradients.");
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"Epoch {context.Epoch}, batch {context.Batch}: {what}, so the step was not made and training ended with the weights before. "
            + $"{cause}");
    }

    /// <summary>Why training ended after a validation whose loss is not finite.</summary>
    public static string Validation(int epoch, string cause) =>
        string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch}: the validation loss is not finite. {cause}");

    private static string Show(double loss) => double.IsNaN(loss) ? "NaN" : "infinite";

    private string NameOf(Parameter parameter) => model.NamedParameters.First(named => named.Parameter == parameter).Name;
}
