namespace Unroll.Analysis.Markov;

/// <summary>A number of states that was tried for a hidden Markov model, with its best fit.</summary>
/// <param name="States">The number of states.</param>
/// <param name="LogLikelihood">The greatest log-likelihood that was found.</param>
/// <param name="Aic">Akaike's information criterion.</param>
/// <param name="Bic">The Bayesian information criterion.</param>
public sealed record StateCountTrial(int States, double LogLikelihood, double Aic, double Bic);
