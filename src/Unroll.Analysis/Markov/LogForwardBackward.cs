using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Markov;

/// <summary>The forward and backward recursions by logarithms: slow, but without a bound to how unlikely a step may be.</summary>
internal static class LogForwardBackward
{
    /// <summary>Goes over the observations, and gives their log-likelihood.</summary>
    /// <param name="model">The model.</param>
    /// <param name="densities">The logarithms of densities, [time · states + state].</param>
    /// <param name="forward">Room for the forward recursion.</param>
    /// <param name="posteriors">Takes the probability of each state at each time.</param>
    /// <param name="transfers">Takes the expected number of transitions.</param>
    public static double Run(HiddenMarkovModel model, double[] densities, double[] forward, double[] posteriors, double[,] transfers)
    {
        int states = model.StateCount, count = densities.Length / states;
        double[,] transitions = new double[states, states];
        for (int i = 0; i < states; i++)
        {
            for (int j = 0; j < states; j++)
            {
                transitions[i, j] = Math.Log(model.Transitions[i, j]);
            }
        }

        double[] terms = new double[states], later = new double[states], next = new double[states];
        for (int t = 0; t < count; t++)
        {
            for (int j = 0; j < states; j++)
            {
                for (int i = 0; i < states && t > 0; i++)
                {
                    terms[i] = forward[((t - 1) * states) + i] + transitions[i, j];
                }

                forward[(t * states) + j] = (t == 0 ? Math.Log(model.Initial[j]) : LogSum.Of(terms)) + densities[(t * states) + j];
            }
        }

        double all = LogSum.Of(forward.AsSpan((count - 1) * states, states));
        Array.Clear(transfers);
        for (int t = count - 1; t >= 0; t--)
        {
            for (int i = 0; i < states && t < count - 1; i++)
            {
                for (int j = 0; j < states; j++)
                {
                    terms[j] = transitions[i, j] + densities[((t + 1) * states) + j] + later[j];
                    transfers[i, j] += Share(forward[(t * states) + i] + terms[j], all);
                }

                next[i] = LogSum.Of(terms);
            }

            (later, next) = t < count - 1 ? (next, later) : (later, next);
            for (int i = 0; i < states; i++)
            {
                posteriors[(t * states) + i] = Share(forward[(t * states) + i] + later[i], all);
            }
        }

        return all;
    }

    private static double Share(double logarithm, double all) => double.IsFinite(all) ? Math.Exp(logarithm - all) : 0;
}
