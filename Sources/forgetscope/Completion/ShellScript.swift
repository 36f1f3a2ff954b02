import ArgumentParser

/// The few lines by which a shell asks `forgetscope complete`.
enum ShellScript: String, CaseIterable, ExpressibleByArgument {
  case bash, zsh, fish

  var text: String {
    switch self {
    case .bash:
      """
      _forgetscope() {
        local offer
        COMPREPLY=()
        while IFS= read -r offer; do
          COMPREPLY+=("$offer")
        done < <("${COMP_WORDS[0]}" complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
      }
      complete -o filenames -F _forgetscope forgetscope

      """
    case .zsh:
      """
      #compdef forgetscope
      _forgetscope() {
        local -a offers
        offers=("${(@f)$("${words[1]}" complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
        compadd -S '' -- ${(M)offers:#*/}
        compadd -- ${offers:#*/}
      }
      if [[ "${funcstack[1]}" == _forgetscope ]]; then
        _forgetscope "$@"
      else
        compdef _forgetscope forgetscope
      fi

      """
    case .fish:
      """
      function __forgetscope_offers
          set -l words (commandline -opc)
          set -l start (commandline -ct)
          $words[1] complete $words[2..] "$start" 2>/dev/null
      end
      complete -c forgetscope -f -a '(__forgetscope_offers)'

      """
    }
  }
}
