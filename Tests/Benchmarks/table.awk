# Results, one line each (name, nanoseconds, values), to a table; exit status 1 on disagreement.

$1 == "line" { line = $2; line_error = $3; next }

{
  names[++count] = $1
  time[count] = $2
  if ($1 ~ /^JAX/) jax = $2
  for (i = 3; i <= 7; i++) {
    difference = $i - gradient[i]
    if (difference < 0) difference = -difference
    if (count == 1) gradient[i] = $i
    else if (!(difference <= worst)) worst = difference
  }
}

END {
  print "One gradient step of KL(q || p), 2-D, correlated, 128 x 128 nodes, float64, one core"
  printf "%-28s %12s %14s\n", "implementation", "ns per node", "times ours"
  for (i = 1; i <= count; i++)
    printf "%-28s %12.2f %14.2f\n", names[i], time[i], time[i] / time[1]
  print ""
  printf "One dimension, 110 nodes: %.0f ns per step", line
  if (jax) printf ", %.0f times as fast as JAX on the full grid", jax * 128 * 128 / line
  print ""
  printf "Its gradient differs by %.1e from that of an 8 times finer rule.\n", line_error
  print ""
  agree = worst <= 1e-9 && line_error <= 1e-9
  printf "%s: gradients of %d implementations differ by at most %.1e (allowed 1e-9)\n",
    agree ? "agreed" : "DISAGREE", count, worst
  exit !agree
}
