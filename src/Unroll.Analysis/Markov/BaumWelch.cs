namespace Unroll.Analysis.Markov;

/// <summary>
/// The result of the algorithm of Baum and Welch (1970), expectation and maximisation: the likelihood rises with every iteration, to a
/// maximum that depends on the start.
/// </summary>
/// <param name="Model">The model with the estimates.</param>
/// <param name="LogLikelihood">Its log-likelihood.</param>
/// <param name="Iterations">The iterations that it took.</param>
/// <param name="IsConverged">Whether the likelihood no longer rose.</param>
internal sealed record BaumWelch(HiddenMarkovModel Model, double LogLikelihood, int Iterations, bool IsConverged)
{
    /// <summary>Runs the algorithm.</summary>
    /// <param name="start">The model to start from.</param>
    /// <param name="observations">What is seen, which the model knows of.</param>
    /// <param name="options">Settings.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static BaumWelch Run(
        HiddenMarkovModel start, HiddenObservations observations, BaumWelchOptions options, CancellationToken cancellation = default)
    {
        double[] priors = options.VariancePrior is { } prior ? [.. observations.Columns.Select(_ => prior)]
            : [.. observations.Variances().Select(variance => 0.01 * variance)];
        ForwardBackward recursions = new(start.StateCount, observations);
        HiddenMarkovModel model = start;
        double former = double.NegativeInfinity;
        for (int iteration = 0; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();

            // The last likelihood is that of the last model, and needs no step backward.
            double found = recursions.Run(model, isLikelihoodOnly: iteration == options.Iterations);
            bool isConverged = found - former < options.Tolerance;
            if (isConverged || iteration == options.Iterations || !double.IsFinite(found))
            {
                return new BaumWelch(model, found, iteration, isConverged);
            }

            former = found;
            model = new HiddenMarkovModel(
                Chain(model, recursions), model.Emissions.Estimate(observations, recursions.Posteriors, priors));
        }
    }

    /// <summary>The chain of greatest likelihood, where the expected numbers of transitions are known.</summary>
    private static MarkovChain Chain(HiddenMarkovModel model, ForwardBackward recursions)
    {
        int states = model.StateCount;
        double[,] transitions = new double[states, states];
        double start = recursions.Posteriors.AsSpan(0, states).ToArray().Sum();
        for (int i = 0; i < states; i++)
        {
            double leaving = 0;
            for (int j = 0; j < states; j++)
            {
                leaving += recursions.Transfers[i, j];
            }

            for (int j = 0; j < states; j++)
            {
                transitions[i, j] = leaving > 1e-12 ? recursions.Transfers[i, j] / leaving : model.Transitions[i, j];
            }
        }

        return new MarkovChain(
            [.. recursions.Posteriors.AsSpan(0, states).ToArray().Select(share => share / start)], transitions);
    }
}
