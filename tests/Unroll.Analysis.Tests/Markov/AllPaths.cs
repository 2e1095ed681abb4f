using Unroll.Analysis.Markov;

namespace Unroll.Analysis.Tests.Markov;

/// <summary>All paths of a hidden Markov model through a few observations, one by path.</summary>
internal sealed class AllPaths
{
    public AllPaths(HiddenMarkovModel model, double[][] columns)
    {
        int states = model.StateCount, count = columns[0].Length;
        double[] densities = new double[count * states];
        model.Emissions.LogDensities(new HiddenObservations(columns), densities);
        int[] path = new int[count];
        List<(int[] Path, double Logarithm)> all = [];
        for (int code = 0; code < Math.Pow(states, count); code++)
        {
            double logarithm = 0;
            for (int t = 0, rest = code; t < count; t++, rest /= states)
            {
                path[t] = rest % states;
                logarithm += densities[(t * states) + path[t]]
                    + Math.Log(t == 0 ? model.Chain.Initial[path[0]] : model.Chain.Transitions[path[t - 1], path[t]]);
            }

            all.Add(([.. path], logarithm));
        }

        BestLogProbability = all.Max(pair => pair.Logarithm);
        LogLikelihood = BestLogProbability + Math.Log(all.Sum(pair => Math.Exp(pair.Logarithm - BestLogProbability)));
        Posterior = new double[count, states];
        foreach ((int[] taken, double logarithm) in all)
        {
            for (int t = 0; t < count; t++)
            {
                Posterior[t, taken[t]] += Math.Exp(logarithm - LogLikelihood);
            }
        }
    }

    public double LogLikelihood { get; }

    public double BestLogProbability { get; }

    public double[,] Posterior { get; }
}
